//! The thread that asks: it has its own runtime, so that it works beside any other and beside none.

use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::thread::{self, JoinHandle};
use tokio::sync::{mpsc, oneshot};

use super::brake::Brake;
use super::builder::Options;
use super::client::Client;
use super::fetch::Fetched;

/// What one request brought, or why there was none that could count.
pub(super) type Outcome = Result<Fetched, &'static str>;

/// One request that was asked for, and where its outcome goes.
struct Task {
    options: Arc<Options>,
    answer: oneshot::Sender<Outcome>,
}

pub(super) struct Worker {
    tasks: Option<mpsc::UnboundedSender<Task>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    pub(super) fn start(brake: &Brake) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (tasks, mut waiting) = mpsc::unbounded_channel::<Task>();
        let brake = brake.clone();
        let thread = thread::Builder::new().name("scraper".to_owned()).spawn(move || {
            runtime.block_on(async {
                let mut client = Client::default();
                while let Some(Task { options, answer }) = waiting.recv().await {
                    let fetched = unless(brake.pulled(), client.fetch(&options)).await;
                    if fetched.is_none() {
                        // What was broken off in the middle leaves a connection that nobody can use.
                        client = Client::default();
                    }
                    let _ = answer.send(fetched.ok_or("the scrape was broken off"));
                }
            });
            runtime.shutdown_background();
        })?;
        Ok(Self { tasks: Some(tasks), thread: Some(thread) })
    }

    fn ask(&self, options: &Arc<Options>) -> oneshot::Receiver<Outcome> {
        let (answer, waiting) = oneshot::channel();
        if let Some(tasks) = &self.tasks {
            // If the thread is gone the answer's sender is dropped, and that is told below.
            let _ = tasks.send(Task { options: Arc::clone(options), answer });
        }
        waiting
    }

    pub(super) fn fetch(&self, options: &Arc<Options>) -> Outcome {
        let waiting = self.ask(options);
        // A blocking wait that is allowed inside a runtime, too: it parks the thread and nothing else.
        let (tell, told) = std::sync::mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(move || {
                let _ = tell.send(waiting.blocking_recv());
            });
            told.recv().ok().and_then(Result::ok).unwrap_or(GONE)
        })
    }

    pub(super) async fn fetch_async(&self, options: &Arc<Options>) -> Outcome {
        self.ask(options).await.unwrap_or(GONE)
    }
}

const GONE: Outcome = Err("the scraper's thread has ended");

/// What comes of some work, unless something else happens first.
async fn unless<T>(event: impl Future<Output = ()>, work: impl Future<Output = T>) -> Option<T> {
    let (mut event, mut work) = (pin!(event), pin!(work));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => event.as_mut().poll(context).map(|()| None),
    })
    .await
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.tasks.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
