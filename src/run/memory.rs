//! Whether the replications asked for fit in memory: percentiles need all of them until the end.

use std::fs;

use tierone_engine::sim::{Setup, replicate};
use tierone_engine::study::{Record, record};
use tierone_scenario::Replications;

use super::super::exit::Failure;
use super::super::terminal;
use super::options::Options;
use super::plan::RunPlan;

/// Fewer replications than these always fit where the program itself does.
const FEW: u32 = 1_000;

/// What is left for everything else: threads, tables, charts.
pub(crate) const ROOM: u64 = 64 << 20;

/// Replications to make: as many as asked for, or as fit in memory where a precision is asked for.
///
/// # Errors
/// A number was asked for that does not fit.
pub(super) fn fitting(
    options: &Options,
    plan: &RunPlan,
    setup: &Setup,
) -> Result<Replications, Failure> {
    let asked = match &plan.replications {
        Replications::Fixed(n) => *n,
        Replications::Until { ceiling, .. } => *ceiling,
    };
    let available = if asked > FEW { available() } else { None };
    let Some(available) = available else {
        return Ok(plan.replications.clone());
    };
    let each = bytes(&record(setup.scenario, replicate(setup, options.seed, 0)));
    let most = available.saturating_sub(ROOM) / each;
    if u64::from(asked) <= most {
        return Ok(plan.replications.clone());
    }
    // In round numbers, since what is free changes from moment to moment.
    let step = 10_u64.pow(most.max(1).ilog10().saturating_sub(1));
    let most = (most / step * step).clamp(1, u64::from(u32::MAX)) as u32;
    let gigabytes = |bytes: u64| format!("{:.1} GiB", bytes as f64 / f64::from(1 << 30));
    let path = plan.path.display();
    match &plan.replications {
        Replications::Until { measure, mcse, .. } => {
            terminal::talk(&format!(
                "note: {path}: at most {most} replications fit in memory, so the ceiling is there, not at {asked}"
            ));
            Ok(Replications::Until {
                measure: measure.clone(),
                mcse: *mcse,
                ceiling: most,
            })
        }
        Replications::Fixed(_) => Err(Failure::input(format!(
            "{path}: {asked} replications need {} of memory, and {} are free: {most} fit",
            gigabytes(u64::from(asked) * each),
            gigabytes(available)
        ))
        .help(format!("ask for fewer: --replications {most}"))),
    }
}

/// Bytes that a replication takes at most: as it is kept, a twelfth more on its way to the disk in memory that doubles
/// as it grows, and one period of one policy unpacked for the tables, with a few of its figures.
fn bytes(record: &Record) -> u64 {
    let kept: usize = record.iter().map(|kept| kept.bytes()).sum();
    let unpacked = record.iter().map(|kept| kept.unpacked_bytes()).max();
    (kept + kept / 4 + unpacked.unwrap_or(0) + 512) as u64
}

/// Bytes that this process may still take, as far as Linux says it; none where nothing is known.
pub(crate) fn available() -> Option<u64> {
    let read = |path: &str| fs::read_to_string(path).ok();
    let machine = read("/proc/meminfo").and_then(|text| kibibytes(&text, "MemAvailable:"));
    let taken = read("/proc/self/status").and_then(|text| kibibytes(&text, "VmSize:"));
    let limits = read("/proc/self/limits");
    let limit = |name: &str| limits.as_deref().and_then(|text| soft_limit(text, name));
    let free_below = |limit: Option<u64>| Some(limit?.saturating_sub(taken.unwrap_or(0)));
    [
        machine,
        free_below(limit("Max address space")),
        free_below(limit("Max data size")),
        read("/proc/self/cgroup").and_then(|text| of_group(&text, &read)),
    ]
    .into_iter()
    .flatten()
    .min()
}

/// A line of a file of the system in kB, as bytes.
fn kibibytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    let number: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(number * 1024)
}

/// The soft limit of a resource in bytes; none where it has no limit.
fn soft_limit(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

/// What the control group of the process, and the groups around it, leave free, in the second version of groups or the first.
/// Pages of files that are held only to read them faster count as free.
fn of_group(text: &str, read: &dyn Fn(&str) -> Option<String>) -> Option<u64> {
    let group = |is_it: &dyn Fn(&str, &str) -> bool| {
        text.lines().find_map(|line| {
            let mut parts = line.splitn(3, ':');
            let (id, kinds) = (parts.next()?, parts.next()?);
            parts.next().filter(|_| is_it(id, kinds)).map(str::to_owned)
        })
    };
    let second = group(&|id, kinds| id == "0" && kinds.is_empty());
    let first = group(&|_, kinds| kinds.split(',').any(|kind| kind == "memory"));
    let names = ["memory.max", "memory.current", "inactive_file"];
    let older = [
        "memory.limit_in_bytes",
        "memory.usage_in_bytes",
        "total_inactive_file",
    ];
    let second = second.and_then(|path| free_around("/sys/fs/cgroup", &path, names, read));
    let first = first.and_then(|path| free_around("/sys/fs/cgroup/memory", &path, older, read));
    second.into_iter().chain(first).min()
}

/// The least that a group at a path, or one around it, leaves free, by the names of its limit, of what is taken, and of pages
/// of files that can be let go.
fn free_around(
    root: &str,
    path: &str,
    [limit, taken, files]: [&str; 3],
    read: &dyn Fn(&str) -> Option<String>,
) -> Option<u64> {
    let mut path = path.trim_matches('/');
    let mut least: Option<u64> = None;
    loop {
        let folder = format!("{root}/{path}");
        let text = |name: &str| read(&format!("{}/{name}", folder.trim_end_matches('/')));
        let number = |name: &str| text(name)?.trim().parse::<u64>().ok();
        if let (Some(most), Some(now)) = (number(limit), number(taken)) {
            let stat = text("memory.stat").unwrap_or_default();
            let files = stat.lines().find_map(|line| line.strip_prefix(files));
            let files = files.and_then(|number| number.trim().parse().ok());
            let free = most.saturating_sub(now.saturating_sub(files.unwrap_or(0)));
            least = Some(least.map_or(free, |least| least.min(free)));
        }
        if path.is_empty() {
            return least;
        }
        path = path.rsplit_once('/').map_or("", |(outer, _)| outer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_as_the_system_writes_them() {
        let text = "MemFree:  5 kB\nMemAvailable:   2048 kB\n";
        assert_eq!(kibibytes(text, "MemAvailable:"), Some(2 << 20));
        let text = "Max address space         2147483648           unlimited            bytes     \n\
                    Max data size             unlimited            unlimited            bytes     \n";
        assert_eq!(soft_limit(text, "Max address space"), Some(2 << 30));
        assert_eq!(soft_limit(text, "Max data size"), None);
    }

    #[test]
    fn the_tightest_group_counts() {
        let files = |path: &str| {
            let text = match path {
                "/sys/fs/cgroup/a/b/memory.max" => "max\n",
                "/sys/fs/cgroup/a/memory.max" => "1000\n",
                "/sys/fs/cgroup/a/memory.current" => "400\n",
                _ => return None,
            };
            Some(text.to_owned())
        };
        assert_eq!(of_group("0::/a/b\n", &files), Some(600));
        assert_eq!(of_group("0::/\n", &files), None);
        assert_eq!(of_group("4:memory:/\n", &files), None);
    }

    #[test]
    fn groups_of_the_first_version_count_and_pages_of_files_are_free() {
        let files = |path: &str| {
            let text = match path {
                "/sys/fs/cgroup/memory/a/memory.limit_in_bytes" => "1000\n",
                "/sys/fs/cgroup/memory/a/memory.usage_in_bytes" => "990\n",
                "/sys/fs/cgroup/memory/a/memory.stat" => "cache 700\ntotal_inactive_file 500\n",
                "/sys/fs/cgroup/memory/memory.limit_in_bytes" => "9223372036854771712\n",
                "/sys/fs/cgroup/memory/memory.usage_in_bytes" => "5000\n",
                "/sys/fs/cgroup/b/memory.max" => "300\n",
                "/sys/fs/cgroup/b/memory.current" => "290\n",
                "/sys/fs/cgroup/b/memory.stat" => "inactive_file 100\nactive_file 9\n",
                _ => return None,
            };
            Some(text.to_owned())
        };
        assert_eq!(of_group("4:cpu,memory:/a\n0::/\n", &files), Some(510));
        assert_eq!(of_group("0::/b\n", &files), Some(110));
    }
}
