//! A way to flush exporters that does not block the runtime they need.

use std::panic::resume_unwind;
use std::thread;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// Runs work that blocks, such as `force_flush` or `shutdown` of a meter provider, on a thread of its own.
///
/// Exporters over gRPC do their network work as tasks of the runtime on which they were made. Their blocking `shutdown`, called
/// inside a `#[tokio::test]` (which has one thread), waits for a task that cannot run, until it gives up after seconds and the
/// last export is lost. Called through `flush`, the runtime stays free. Works on any async runtime.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
/// # struct Provider; impl Provider { fn shutdown(&self) -> Result<(), String> { Ok(()) } }
/// # let provider = Provider;
/// use meterstick::capture::flush;
///
/// flush(move || provider.shutdown()).await?;
/// # Ok::<(), String>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Panics
/// When the work does, or when the system gives no thread.
pub async fn flush<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let runtime = Handle::try_current().ok();
    let (done, finished) = oneshot::channel::<()>();
    let thread = thread::spawn(move || {
        // Dropped at the end of the work, also when it panics; that is the signal.
        let _done = done;
        let _context = runtime.as_ref().map(Handle::enter);
        work()
    });
    let _ = finished.await;
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}
