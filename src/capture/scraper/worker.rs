//! The thread that asks: it has its own runtime, so that it works beside any other and beside none.

use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};
use tokio::sync::{mpsc, oneshot};

use super::builder::Options;
use super::client::Client;
use super::fetch::Fetched;

/// One request that was asked for, and where its outcome goes.
type Task = oneshot::Sender<Fetched>;

pub(super) struct Worker {
    tasks: Option<mpsc::UnboundedSender<Task>>,
    thread: Option<JoinHandle<()>>,
    url: String,
}

impl Worker {
    pub(super) fn start(options: Arc<Options>) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (tasks, mut waiting) = mpsc::unbounded_channel::<Task>();
        let url = options.url.clone();
        let thread = thread::Builder::new().name("scraper".to_owned()).spawn(move || {
            runtime.block_on(async {
                let mut client = Client::default();
                while let Some(task) = waiting.recv().await {
                    let fetched = client.fetch(&options).await;
                    let _ = task.send(fetched);
                }
            });
            runtime.shutdown_background();
        })?;
        Ok(Self { tasks: Some(tasks), thread: Some(thread), url })
    }

    fn ask(&self) -> oneshot::Receiver<Fetched> {
        let (answer, waiting) = oneshot::channel();
        if let Some(tasks) = &self.tasks {
            // If the thread is gone the answer's sender is dropped, and that is told below.
            let _ = tasks.send(answer);
        }
        waiting
    }

    pub(super) fn fetch(&self) -> Fetched {
        let waiting = self.ask();
        // A blocking wait that is allowed inside a runtime, too: it parks the thread and nothing else.
        let (tell, told) = std::sync::mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(move || {
                let _ = tell.send(waiting.blocking_recv());
            });
            told.recv().ok().and_then(Result::ok).unwrap_or_else(|| self.gone())
        })
    }

    pub(super) async fn fetch_async(&self) -> Fetched {
        self.ask().await.unwrap_or_else(|_| self.gone())
    }

    fn gone(&self) -> Fetched {
        Fetched {
            url: self.url.clone(),
            request_headers: Vec::new(),
            answer: None,
            error: Some("the scraper's thread has ended".to_owned()),
            arrived: SystemTime::now(),
            duration: Duration::ZERO,
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.tasks.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
