//! Reports worked on one after the other, or several at once with their results taken in the order they came in.
//!
//! Every report gets a ticket: the taker takes the tickets in order and waits at each for what its worker sends. Both the
//! queue of tickets and each ticket's channel are short, so that what is held does not grow with the heap.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use sayso_io::fetch::Client;
use sayso_io::input::{Raw, Warning};

use crate::net;

/// Gives a part of a report's result; an error means that nobody wants more.
pub type Give<'a, P> = &'a mut dyn FnMut(P) -> io::Result<()>;

/// What is done with one report, on any thread.
pub type Work<'a, P> = &'a (dyn Fn(Result<Raw, Warning>, Give<'_, P>) -> io::Result<()> + Sync);

/// Works on everything below the paths and behind the addresses among them, and takes the parts in order.
pub fn all<P: Send>(paths: &[PathBuf], client: &Client, jobs: usize, work: Work<'_, P>, take: Give<'_, P>) -> io::Result<()> {
    if jobs == 1 {
        return net::raws(paths, client).try_for_each(|raw| work(raw, take));
    }
    thread::scope(|scope| {
        let (give_job, take_job) = channel::<Job<P>>();
        let (give_ticket, take_ticket) = sync_channel(jobs * 4);
        let take_job = Arc::new(Mutex::new(take_job));
        scope.spawn(move || deal(paths, client, &give_job, &give_ticket));
        for _ in 0..jobs {
            let jobs = Arc::clone(&take_job);
            scope.spawn(move || labour(work, &jobs));
        }
        take_ticket.into_iter().flatten().try_for_each(take)
    })
}

struct Job<P> {
    raw: Result<Raw, Warning>,
    give: SyncSender<P>,
}

/// Cuts the input into jobs. The queue of tickets is bounded, and with it that of jobs.
fn deal<P>(paths: &[PathBuf], client: &Client, jobs: &Sender<Job<P>>, tickets: &SyncSender<Receiver<P>>) {
    for raw in net::raws(paths, client) {
        let (give, take) = sync_channel(8);
        if tickets.send(take).is_err() || jobs.send(Job { raw, give }).is_err() {
            return;
        }
    }
}

fn labour<P>(work: Work<'_, P>, jobs: &Mutex<Receiver<Job<P>>>) {
    let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(Job { raw, give }) = next() {
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        if work(raw, &mut |part| give.send(part).map_err(gone)).is_err() {
            return;
        }
    }
}
