//! The methods of intervals, each with what it is and how it is worked out.

/// A method that an [`Estimate`](crate::Estimate) may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Method {
    /// Its name.
    pub name: &'static str,
    /// What it is, for the reader of a report.
    pub meaning: &'static str,
    /// How it is worked out from x errors in n checks, with z the quantile 1 − α/2 of the normal distribution, and its source.
    pub formula: &'static str,
}

impl Method {
    /// The method of a name.
    ///
    /// # Examples
    /// ```
    /// use tierone_stats::Method;
    ///
    /// assert!(Method::named("wilson").unwrap().formula.contains("1927"));
    /// assert_eq!(Method::named("wilsom"), None);
    /// ```
    pub fn named(name: &str) -> Option<Method> {
        METHODS.iter().copied().find(|method| method.name == name)
    }
}

/// All methods.
pub const METHODS: &[Method] = &[
    Method {
        name: "wilson",
        meaning: "Wilson's score interval",
        formula: "(p + z²/2n ± z√(p(1 − p)/n + z²/4n²)) / (1 + z²/n), p = x/n (Wilson 1927)",
    },
    Method {
        name: "wilson-cc",
        meaning: "Wilson's score interval with continuity correction",
        formula: "as Wilson's, with p moved by half an error towards each limit (Newcombe 1998)",
    },
    Method {
        name: "clopper-pearson",
        meaning: "Clopper and Pearson's exact interval, which never covers less than it says",
        formula: "the quantile α/2 of Beta(x, n − x + 1), and 1 − α/2 of Beta(x + 1, n − x) (Clopper & Pearson 1934)",
    },
    Method {
        name: "mid-p",
        meaning: "the exact interval with half of the observed probability on each side",
        formula: "the shares at which P(X > x) + ½P(X = x), or P(X < x) + ½P(X = x), is α/2 for a binomial number X",
    },
    Method {
        name: "jeffreys",
        meaning: "Jeffreys' interval: equal tails of a Beta(½, ½) posterior, 0 and 1 kept at the ends",
        formula: "quantiles α/2 and 1 − α/2 of Beta(x + ½, n − x + ½); 0 for the lower one at x = 0, 1 for the upper one at x = \
                  n (Brown, Cai & DasGupta 2001)",
    },
    Method {
        name: "jeffreys-raw",
        meaning: "equal tails of a Beta(½, ½) posterior",
        formula: "quantiles α/2 and 1 − α/2 of Beta(x + ½, n − x + ½)",
    },
    Method {
        name: "agresti-coull",
        meaning: "Agresti and Coull's interval",
        formula: "p ± z√(p(1 − p)/m), with m = n + z² and p = (x + z²/2)/m (Agresti & Coull 1998)",
    },
    Method {
        name: "wald",
        meaning: "the normal interval, shown only for comparison",
        formula: "p ± z√(p(1 − p)/n)",
    },
    Method {
        name: "hypergeometric",
        meaning: "exact bounds for a finite number of decisions",
        formula: "the numbers of errors among N decisions with which x or more, and x or fewer, are found in n with a \
                  probability above α/2",
    },
    Method {
        name: "wilson-smoothed",
        meaning: "Wilson's interval, at the size of a simple sample that would know as much",
        formula: "of the share R in error among the U decisions that were not checked: (R + z²/2ν′ ± √(z²R(1 − R)/ν + z⁴/4ν′²)) \
                  / (1 + z²/ν′), and the errors found are added. The lower limit of R is 0 where ∏ f^x over the strata is above \
                  α/2, x errors found in each: then those found may be all there are, and the limit is what was found. ν is the \
                  least of three sizes: P(1 − P) / Σ W²p(1 − p)/(n(1 − f)) with m = 5, the same with m = 1/p̄, and Σ n(1 − f); \
                  over strata with n checked, a share f of them, and W of the U, those of one weight pooled; p = (x + m·p̄)/(n + \
                  m), P = Σ Wp, p̄ = max(R, 0.5/Σ n(1 − f)), at most 1. ν′ is the least of the same three with √(1 − f) for 1 − f, \
                  but for the one in p̄. The effective number in a report is of all N decisions, N²/(U²/ν + N), so it does not go \
                  into Wilson's formula (after Franco, Little, Louis & Slud 2019; that a share f holds all of x errors with the \
                  probability f^x is the binomial law)",
    },
    Method {
        name: "korn-graubard",
        meaning: "Clopper and Pearson's interval, at the size of a simple sample that would know as much",
        formula: "Clopper and Pearson's limits for ν·R errors in ν, with R and ν as of wilson-smoothed, and the errors found are added (Korn & Graubard 1998)",
    },
    Method {
        name: "fay-feuer",
        meaning: "Fay and Feuer's gamma interval",
        formula: "quantiles of the gamma law with the mean and variance of Σ wx, w what one decision of a stratum stands for; \
                  for the upper limit with one error more of the largest w (Fay & Feuer 1997)",
    },
    Method {
        name: "profile-likelihood",
        meaning: "the stratified binomial profile likelihood",
        formula: "the shares at which twice the fall of Σ x·ln p + (n − x)·ln(1 − p), as high as it can be with that share, is \
                  the χ² quantile of one degree of freedom",
    },
    Method {
        name: "wilson-kish",
        meaning: "Wilson's interval, at the size of a sample with equal chances that would know as much",
        formula: "Wilson's limits for the share R and the size ν, of the U decisions that were not checked, and the errors found \
                  are added. ν = U(1 − R)/q with q = (Σ w(w − 1) + b)/(Σ (w − 1) + a) over the errors found, a and b the means \
                  of w − 1 and w(w − 1) over all that was checked, w one over the chance of being drawn; ν is at least 1 and at \
                  most U·a/b (after Franco, Little, Louis & Slud 2019 and Kish 1965)",
    },
    Method {
        name: "wilson-cluster",
        meaning: "Wilson's interval at the effective size of a sample of clusters",
        formula: "Wilson's limits at an effective size, the binomial variance over that between clusters, with a t quantile for \
                  z (Korn & Graubard 1998; Cochran 1977, 11.8)",
    },
    Method {
        name: "mover-two-phase",
        meaning: "the sum of what each result of a first check turns out to be worth, by the limits of each",
        formula: "θ = Σ W p over the results, W the share of cases with one and p what second checks find wrong of it; a limit is \
                  θ ∓ √(Σ (W d)²), d the distance of the mid-P limit from p, or of Wilson's limit over strata, times √(1 − n/N) with n \
                  second checks of N cases; where first checks are a sample too, the distance of Wilson's limit for θ in it is added \
                  in the same way (Zou, Huang & Zhang 2009)",
    },
    Method {
        name: "difference",
        meaning: "amounts of a cheap check, put right by what gold ones differ from them",
        formula: "of the N cases that fail, λF + N·r, F the sum of their cheap amounts f and r the mean of d = e − λf over n gold \
                  checks, λ the slope of e on f between 0 and 1; Σwe of the others. Limits are quantiles, as of `moment-bound`, \
                  of a gamma distribution with the cumulants of what is not seen of both. Those of the others are in \
                  `moment-bound`; for the upper limit the second and third are moved half-way to what the mean of t² or t³, t = \
                  e/value over all errors found, times that of v² or v³ of all cases of the list that pass leads to expect, if \
                  that is more. Of the fails, with w = N/n, c = Σd/(n + 1), f₀ = Σf²/Σf over all that fail, g = (f − mean of f)² \
                  and x = (d − c)/√(1 − g/(Σg + f₀²)), they are λ(F − Σf) + (w − 1)Σd, w(w − 1)(1 + 1/n)(c² + Σx²) and w(w − \
                  1)(2w − 1)(Σx³ − c³). The lower limit has one error of weight w and amount −½bf₀ more, b = λ if no d is below 0, \
                  else (20·0.75λ + Σ|d|/f)/(20 + m) over the m that are. The upper one has the larger of ½bf₀, b the same for d \
                  above 0 with 1 for λ, and the one error more of `moment-bound` among the others, with τ = (20·0.75 + m·Σt²/Σt)/(20 + \
                  m) over the m errors found of both, and with B moved a quarter of the way to Σu²/Σu of all cases of the list that \
                  pass, if that is more; and the prior of that (after Angelopoulos et al. 2023 and Dworin & Grimlund \
                  1984; MacKinnon & White 1985)",
    },
    Method {
        name: "poisson-gamma",
        meaning: "the Poisson-gamma posterior",
        formula: "quantiles of Σ w·Gamma(x + a) by draws, w what one decision of a stratum stands for, a = min(½, 1/strata); for \
                  the upper limit half of a is shared out by w",
    },
    Method {
        name: "census",
        meaning: "everything was checked, and nothing is estimated",
        formula: "the figure itself",
    },
    Method {
        name: "mover",
        meaning: "the interval of a difference, recovered from the intervals of both sides",
        formula: "of d = d₁ − d₂: d − √((d₁ − l₁)² + (u₂ − d₂)²) and d + √((u₁ − d₁)² + (d₂ − l₂)²), with l and u the limits of \
                  each side (Zou & Donner 2008)",
    },
    Method {
        name: "mover-correlated",
        meaning: "the interval of a difference, recovered from the intervals of both sides and their correlation over strata and clusters",
        formula: "as mover, with −2r(d₁ − l₁)(u₂ − d₂) and −2r(u₁ − d₁)(d₂ − l₂) under the roots, r the correlation of both \
                  sides (Zou & Donner 2008)",
    },
    Method {
        name: "newcombe-paired",
        meaning: "Newcombe's interval of a difference between two checks of the same cases",
        formula: "as mover, from Wilson's limits of both checks and the correlation in their fourfold table (Newcombe 1998)",
    },
    Method {
        name: "lang-reiczigel",
        meaning: "Lang and Reiczigel's interval, with what checkers miss and fail wrongly as estimates",
        formula: "with p = (x + z²/2)/(n + z²), Se and Sp = (hits + 1)/(tried + 2), J = Se + Sp − 1 and π = (p + Sp − 1)/J: π + \
                  2z²(π·a − (1 − π)·b) ± z√(p(1 − p)/(n + z²) + π²a + (1 − π)²b)/J, a = Se(1 − Se)/(tried + 2), b = Sp(1 − \
                  Sp)/(tried + 2), kept within 0 and 1. The estimate is (x/n + sp − 1)/(se + sp − 1) with the shares as \
                  measured. n is the effective number (Lang & Reiczigel 2014)",
    },
    Method {
        name: "assumed-error-rates",
        meaning: "error rates of checkers that are assumed: the interval of the fails, moved, and of what checkers happen to find",
        formula: "the wider of two at each end: (p + sp − 1)/(se + sp − 1) at the limits of the share that failed (Rogan & Gladen \
                  1978), and `lang-reiczigel` with se and sp as if they were measured without error, since which errors are found \
                  is chance even where the rates are known",
    },
    Method {
        name: "moment-bound",
        meaning: "limits of a gamma distribution, for the sum of errors that were not drawn and are like those that were found",
        formula: "an error found, of amount t, value v and weight w, stands for itself and for a geometric number of errors like \
                  it, of mean w − 1. The sum of those has the cumulants κ₁ = Σ(w − 1)t, κ₂ = Σ(w − 1)w·t² and κ₃ = Σ(w − 1)w(2w \
                  − 1)t³, and the quantiles q = κ₁ + s(G − k), with s = κ₃/2κ₂, k = κ₂/s² and G the quantile of Gamma(k, 1). \
                  With h = ½Σ(w − 1)t²/κ₁ the lower limit is Σt + max(0, q − h) at α/2, and the upper one Σt + q + h at 1 − \
                  α/2, with two more things in its κ, but not in h. First, one error of weight w₀ and amount τv₀. Let u = (w − \
                  1)v, A = Σuw/Σu and B = Σu²/Σu over the m errors found, and A′ and B′ the same over all that was checked, \
                  every case of it, also one in error, counted at the mean value of those checked in its stratum (in A and B an error keeps its own). Then w₀ = (A′ + mA)/(1 + m), u₀ = (B′ + mB)/(1 + m), \
                  v₀ = u₀/(w₀ − 1) and τ = (20·min(0.75, τ′) + Σt/v)/(20 + m), τ′ the largest share of a value that an error \
                  may be, 1 if none is declared. Second, in each stratum min(½, 1/strata) errors of its weight, each of its mean \
                  value times (τu₀ + κ₁)/(u₀ + Σu), κ₁ and Σu of the errors found; strata of one weight count as one, and share \
                  them by what was checked. With no error found w₀ = A′, u₀ = B′, τ = τ′, and the lower limit is 0. A \
                  design effect of clusters multiplies κ₂ and h, and its square κ₃. Over and under have their own t, and stay \
                  within the limits of gross. Net is in docs/real-results.md (after Dworin & Grimlund 1984)",
    },
    Method {
        name: "cr2",
        meaning: "a t interval whose standard error and degrees of freedom know that decisions of a cluster are alike",
        formula: "estimate ± t·s.e., residuals of a cluster multiplied by (I − H)^−½, t with Satterthwaite's degrees of freedom \
                  (Bell & McCaffrey 2002; Pustejovsky & Tipton 2018)",
    },
    Method {
        name: "km-log-log",
        meaning: "Kaplan and Meier's curve, with limits that are symmetric on the scale ln(−ln S)",
        formula: "S^exp(±z·g/ln S), with Greenwood's g² = Σ d/(n(n − d)) (Kalbfleisch & Prentice 2002)",
    },
    Method {
        name: "km-log",
        meaning: "Kaplan and Meier's curve, with limits that are symmetric in ln S",
        formula: "S·exp(±z·g), with Greenwood's g² = Σ d/(n(n − d))",
    },
    Method {
        name: "km-plain",
        meaning: "Kaplan and Meier's curve, with limits that are symmetric in S itself",
        formula: "S ± z·S·g, with Greenwood's g² = Σ d/(n(n − d))",
    },
    Method {
        name: "aalen-johansen",
        meaning: "the share that has ended in one way, cases still open counted as far as they were watched",
        formula: "F = Σ S·c/n over the days on which c of n open cases ended in that way, S the share still open the day before. \
                  Its variance is V = Σ (F − F′)²d/(n(n − d)) + S²c(n − c)/n³ − 2(F − F′)Sc/n², d of the n ended in any way and F′ \
                  the sum up to that day; a term with n = d has no first part. The limits are 1 − (1 − F)^exp(±z·g/ln(1 − F)), g = \
                  √V/(1 − F); where V is 0 or F is 0 or 1, those of wilson, of the cases that were watched for longer or had \
                  ended in that way (Aalen & Johansen 1978; Marubini & Valsecchi 1995, 10.2)",
    },
    Method {
        name: "posterior-bootstrap",
        meaning: "posterior rate times Bayesian bootstrap of the amounts",
        formula: "quantiles of draws of the rate from its posterior, each times a mean of the amounts found with random weights",
    },
];
