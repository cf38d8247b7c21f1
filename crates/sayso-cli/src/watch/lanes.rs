//! Tasks for many hosts at once, but one after the other for each.

use std::collections::BTreeMap;
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Works on all tasks, each host's in order, and takes what comes as it comes. An error ends it.
pub fn all<T: Send, R: Send, E>(
    jobs: usize,
    tasks: Vec<T>,
    host: impl Fn(&T) -> String,
    work: &(dyn Fn(T) -> R + Sync),
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let mut lanes = BTreeMap::<String, Vec<T>>::new();
    for task in tasks {
        lanes.entry(host(&task)).or_default().push(task);
    }
    // The longest lane is the one to begin with.
    let mut lanes = lanes.into_values().collect::<Vec<_>>();
    lanes.sort_by_key(Vec::len);
    let jobs = jobs.min(lanes.len());
    let lanes = Mutex::new(lanes);
    thread::scope(|scope| {
        let (give, came) = sync_channel(jobs);
        for _ in 0..jobs {
            let (give, lanes) = (give.clone(), &lanes);
            scope.spawn(move || {
                let next = || lanes.lock().unwrap_or_else(PoisonError::into_inner).pop();
                while let Some(lane) = next() {
                    for task in lane {
                        if give.send(work(task)).is_err() {
                            return;
                        }
                    }
                }
            });
        }
        drop(give);
        came.into_iter().try_for_each(&mut take)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hosts_tasks_stay_in_order() {
        let tasks = ["a1", "b1", "a2", "c1", "b2", "a3"];
        let mut came = Vec::new();
        let done = all(
            3,
            tasks.to_vec(),
            |task| task[..1].to_owned(),
            &|task| task,
            |task| {
                came.push(task);
                Ok::<_, ()>(())
            },
        );
        assert_eq!((done, came.len()), (Ok(()), 6));
        for host in ["a", "b", "c"] {
            let of = came.iter().filter(|task| task.starts_with(host)).collect::<Vec<_>>();
            assert!(of.is_sorted(), "{of:?}");
        }
    }

    #[test]
    fn an_error_ends_it() {
        let tasks = (0..1000).collect::<Vec<_>>();
        let mut came = 0;
        let done = all(
            4,
            tasks,
            |task| (task % 8).to_string(),
            &|task| task,
            |_| {
                came += 1;
                if came == 3 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!((done, came), (Err("enough"), 3));
    }
}
