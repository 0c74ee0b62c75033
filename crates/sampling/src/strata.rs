//! A period's frame, divided into strata.

use std::cell::OnceCell;

use crate::by_class::ByClass;
use crate::world::{DecisionId, EXPERIENCED, Population, SYSTEM};
use tierone_scenario::{Frame, Scenario};

/// How a method divides its frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Stratify {
    /// Not at all.
    Whole,
    /// Not at all, but what is taken goes by the values of its decisions.
    AlongValue,
    /// By caseworker; system decisions are left out.
    Caseworker,
    /// By activity.
    Activity,
    /// By area; activities without one share a stratum.
    Area,
    /// By complexity.
    Complexity,
    /// By team; system decisions are left out.
    Team,
    /// By tenure at these bounds, in periods; system decisions are left out.
    Tenure(Vec<f64>),
    /// By yearly value at these bounds, £; decisions without a value lie in the first band.
    ValueBands(Vec<f64>),
    /// By whether a decision enters a sample of so many in expectation, with probability in
    /// proportion to its value: stratum 0 has entered, stratum 1 has not.
    ValueWeighted(u64),
    /// Not the world's decisions but another check's passes (stratum 0) and fails (stratum 1).
    Results,
}

impl Stratify {
    /// Whether strata are of people; system decisions are left out.
    pub fn is_of_people(&self) -> bool {
        matches!(self, Self::Caseworker | Self::Team | Self::Tenure(_))
    }

    /// Whether the strata are of values, which a frame is only divided by once values are drawn: until
    /// then its strata are its activities.
    pub fn is_by_value(&self) -> bool {
        matches!(self, Self::ValueBands(_) | Self::ValueWeighted(_))
    }

    /// Whether values of decisions in error must be known before anything is drawn.
    pub fn needs_values(&self) -> bool {
        self.is_by_value() || *self == Self::AlongValue
    }
}

/// The strata of a frame in one period.
#[derive(Clone, Debug, Default)]
pub struct Strata {
    /// Decisions by stratum.
    pub sizes: Vec<u64>,
    /// Strata that are in the frame, whatever they hold: of caseworkers, those whose tenure is in it.
    pub in_frame: u64,
    /// Standard deviation of being inaccurate by stratum, at the scenario's expected rates without
    /// feedback; for Neyman allocation.
    pub deviations: Vec<f64>,
    /// Names by stratum, where strata have names that a scenario can use.
    pub names: Vec<String>,
}

/// Whether and how strata are of people.
#[derive(Clone, Debug, Default)]
enum Places {
    /// Strata are not of people.
    #[default]
    Irrelevant,
    /// Every place is a stratum of its own: the common case, without a look-up.
    Each,
    /// Class of each place; `None` outside the frame.
    Classes(Vec<Option<u32>>),
}

/// Which stratum a decision belongs to, and who is in a stratum.
#[derive(Clone, Debug, Default)]
pub struct FrameView {
    /// Class of each cell; `None` outside the frame.
    classes: Vec<Option<u32>>,
    places: Places,
    /// Places of each class, worked out when first asked for.
    by_class: OnceCell<ByClass>,
    /// Number of classes of places (1 where strata are not of people).
    place_classes: u32,
}

impl FrameView {
    /// Divides a frame as `stratify` says. `expected` is each cell's expected rate of inaccuracy.
    pub fn new(
        scenario: &Scenario,
        population: &Population,
        frame: &Frame,
        stratify: &Stratify,
        expected: &[f64],
    ) -> (Self, Strata) {
        let of_people = frame.tenure.is_some() || stratify.is_of_people();
        let classes: Vec<Option<u32>> = (0..population.cells() as u32)
            .map(|cell| {
                let (index, system) = population.part_of(cell);
                let kind = population.parts[index];
                let inside = frame.activities[kind.activity]
                    && frame.complexities[kind.complexity]
                    && frame.automated.is_none_or(|automated| automated == system)
                    && !(of_people && system);
                inside.then(|| part_class(scenario, kind.activity, kind.complexity, stratify))
            })
            .collect();
        let places = match (of_people, stratify, frame.tenure) {
            (false, ..) => Places::Irrelevant,
            (_, Stratify::Caseworker, None) => Places::Each,
            _ => Places::Classes(place_classes(scenario, population, frame, stratify)),
        };
        let count = match stratify {
            Stratify::Caseworker => population.filled.len() as u32,
            Stratify::Team => scenario.workforce.teams() as u32,
            Stratify::Tenure(bounds) => bounds.len() as u32 + 1,
            _ => 1,
        };
        let view = Self {
            classes,
            places,
            by_class: OnceCell::new(),
            place_classes: count,
        };
        let strata = view.measure(scenario, population, stratify, expected);
        (view, strata)
    }

    /// The stratum of a decision, or `None` outside the frame.
    #[inline]
    pub fn stratum(&self, decision: DecisionId, place: u32) -> Option<u32> {
        let class = self.classes[decision.cell as usize]?;
        match &self.places {
            Places::Irrelevant => Some(class),
            _ if place == SYSTEM => None,
            Places::Each => Some(place),
            Places::Classes(places) => Some(class * self.place_classes + places[place as usize]?),
        }
    }

    /// Whether a decision is in the frame.
    #[inline]
    pub fn has(&self, decision: DecisionId, place: u32) -> bool {
        self.stratum(decision, place).is_some()
    }

    /// Whether every place is a stratum of its own, and so is that of each decision whose cell is in the
    /// frame: no cell of the system's is.
    pub fn is_of_each(&self) -> bool {
        matches!(self.places, Places::Each)
    }

    /// Whether the cell of a decision is in the frame, whoever made it.
    #[inline]
    pub fn has_cell(&self, decision: DecisionId) -> bool {
        self.classes[decision.cell as usize].is_some()
    }

    /// Whether manual decisions of a place may be in the frame.
    pub(crate) fn has_place(&self, place: u32) -> bool {
        match &self.places {
            Places::Classes(places) => places[place as usize].is_some(),
            _ => true,
        }
    }

    /// Decisions of a cell that are in the frame.
    pub fn size_of_cell(&self, population: &Population, cell: u32) -> u64 {
        match (&self.places, self.classes[cell as usize]) {
            (_, None) => 0,
            (Places::Classes(places), Some(_)) => (0..places.len() as u32)
                .filter(|place| places[*place as usize].is_some())
                .map(|place| population.at_place(cell, place))
                .sum(),
            _ => population.size(cell),
        }
    }

    /// Whether a whole cell is in or out, whoever made the decision.
    pub fn is_of_people(&self) -> bool {
        !matches!(self.places, Places::Irrelevant)
    }

    /// The places of a stratum, where strata are of people.
    pub fn places_of(&self, stratum: u32) -> Option<&[u32]> {
        let class = match self.places {
            Places::Irrelevant => return None,
            // Nobody is there.
            _ if self.place_classes == 0 => return None,
            _ => stratum % self.place_classes,
        };
        let count = self.place_classes;
        let by_class = self.by_class.get_or_init(|| match &self.places {
            Places::Classes(places) => ByClass::of(places, count),
            _ => ByClass::each(count),
        });
        Some(by_class.places(class as usize))
    }

    /// The class of cells that a stratum is of.
    pub fn class(&self, stratum: u32) -> u32 {
        match self.places {
            Places::Irrelevant => stratum,
            _ => stratum / self.place_classes,
        }
    }

    /// The cells of a stratum.
    pub fn cells_of(&self, stratum: u32) -> impl Iterator<Item = u32> + '_ {
        let wanted = self.class(stratum);
        (0..self.classes.len() as u32)
            .filter(move |cell| self.classes[*cell as usize] == Some(wanted))
    }

    /// Sizes and deviations of the strata.
    fn measure(
        &self,
        scenario: &Scenario,
        population: &Population,
        stratify: &Stratify,
        expected: &[f64],
    ) -> Strata {
        let classes = part_classes(scenario, stratify);
        let mut sizes = vec![0u64; (classes * self.place_classes) as usize];
        let compared = matches!(
            stratify,
            Stratify::Activity
                | Stratify::Area
                | Stratify::Complexity
                | Stratify::Team
                | Stratify::Tenure(_)
        );
        let mut wrong = vec![0.0; if compared { sizes.len() } else { 0 }];
        for cell in 0..self.classes.len() as u32 {
            let Some(class) = self.classes[cell as usize] else {
                continue;
            };
            let rate = expected[cell as usize];
            match &self.places {
                Places::Irrelevant => {
                    sizes[class as usize] += population.size(cell);
                    if compared {
                        wrong[class as usize] += rate * population.size(cell) as f64;
                    }
                }
                Places::Each => population.add_sizes(cell, &mut sizes),
                Places::Classes(places) => {
                    for (place, seat_class) in places.iter().enumerate() {
                        let Some(seat_class) = seat_class else {
                            continue;
                        };
                        let stratum = (class * self.place_classes + seat_class) as usize;
                        let size = population.at_place(cell, place as u32);
                        sizes[stratum] += size;
                        if compared {
                            wrong[stratum] += rate * size as f64;
                        }
                    }
                }
            }
        }
        let in_frame = match &self.places {
            // Each caseworker of the frame is a stratum.
            Places::Classes(places) if *stratify == Stratify::Caseworker => {
                places.iter().flatten().count() as u64
            }
            _ => sizes.len() as u64,
        };
        // Empty where strata are not compared.
        let deviations = sizes.iter().zip(&wrong);
        Strata {
            in_frame,
            deviations: deviations
                .map(|(size, wrong)| deviation(*size, *wrong))
                .collect(),
            sizes,
            names: stratum_names(scenario, stratify),
        }
    }
}

/// `√(p(1 − p))` of a stratum that is expected to hold `wrong` inaccurate decisions.
fn deviation(size: u64, wrong: f64) -> f64 {
    if size == 0 {
        return 0.0;
    }
    spread(wrong / size as f64)
}

/// The standard deviation of being inaccurate at a rate.
pub fn spread(rate: f64) -> f64 {
    let rate = rate.clamp(0.0, 1.0);
    (rate * (1.0 - rate)).sqrt()
}

/// Names by which `given` allocations call the strata; teams and tenure bands count from 1.
pub fn stratum_names(scenario: &Scenario, stratify: &Stratify) -> Vec<String> {
    let numbered = |count: usize| (1..=count).map(|n| n.to_string()).collect();
    match stratify {
        Stratify::Activity => scenario.activities.iter().map(|a| a.name.clone()).collect(),
        Stratify::Area => {
            let areas = areas(scenario).into_iter();
            areas
                .map(|area| area.unwrap_or_default().to_owned())
                .collect()
        }
        Stratify::Complexity => {
            let complexities = scenario.complexities.iter();
            complexities.map(|one| one.name.clone()).collect()
        }
        Stratify::Team => numbered(scenario.workforce.teams()),
        Stratify::Tenure(bounds) | Stratify::ValueBands(bounds) => numbered(bounds.len() + 1),
        _ => Vec::new(),
    }
}

/// Areas in the order of the activities that name them first; `None` is an area like any other.
pub fn areas(scenario: &Scenario) -> Vec<Option<&str>> {
    let mut areas: Vec<Option<&str>> = Vec::new();
    for activity in &scenario.activities {
        if !areas.contains(&activity.area.as_deref()) {
            areas.push(activity.area.as_deref());
        }
    }
    areas
}

fn part_classes(scenario: &Scenario, stratify: &Stratify) -> u32 {
    (match stratify {
        Stratify::Activity | Stratify::ValueBands(_) | Stratify::ValueWeighted(_) => {
            scenario.activities.len()
        }
        Stratify::Area => areas(scenario).len(),
        Stratify::Complexity => scenario.complexities.len(),
        _ => 1,
    }) as u32
}

fn part_class(scenario: &Scenario, activity: usize, complexity: usize, by: &Stratify) -> u32 {
    (match by {
        Stratify::Activity | Stratify::ValueBands(_) | Stratify::ValueWeighted(_) => activity,
        Stratify::Area => {
            let area = scenario.activities[activity].area.as_deref();
            areas(scenario).iter().position(|a| *a == area).unwrap_or(0)
        }
        Stratify::Complexity => complexity,
        _ => 0,
    }) as u32
}

fn place_classes(
    scenario: &Scenario,
    population: &Population,
    frame: &Frame,
    stratify: &Stratify,
) -> Vec<Option<u32>> {
    let tenures = population.tenure.iter().map(|tenure| match *tenure {
        EXPERIENCED => f64::INFINITY,
        periods => f64::from(periods),
    });
    tenures
        .zip(&population.filled)
        .enumerate()
        .map(|(place, (tenure, seat))| {
            let inside = frame.tenure.is_none_or(|(from, under)| {
                tenure >= from && (tenure < under || under == f64::INFINITY)
            });
            inside.then(|| match stratify {
                Stratify::Caseworker => place as u32,
                Stratify::Team => (seat.index() / scenario.workforce.team_size) as u32,
                Stratify::Tenure(bounds) => bounds.partition_point(|bound| *bound <= tenure) as u32,
                _ => 0,
            })
        })
        .collect()
}
