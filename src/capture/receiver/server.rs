//! The thread that receives: it has its own runtime, so that it works beside any other and beside none.

use axum::Router;
use axum::extract::Request;
use axum::routing::any;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{oneshot, watch};

#[cfg(feature = "otlp-grpc")]
use super::grpc;
use super::http;
use super::line::Line;
use super::site::Site;
#[cfg(feature = "tls")]
use super::tls::Tls;
use crate::capture::record::Transport;
use crate::otlp::Signal;

/// What is served on a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Doors {
    pub(super) grpc: bool,
    pub(super) http: bool,
}

/// A port that is being listened on, and what is served there.
pub(super) struct Port {
    pub(super) listener: std::net::TcpListener,
    pub(super) doors: Doors,
}

/// How a server is to end.
pub(super) enum Stop {
    /// Requests that have begun may come to their end within that time.
    Finish(Duration),
    /// At once.
    Now,
}

/// A window of the usual 64 KiB makes a client wait for the network several times in each large export.
const STREAM_WINDOW: u32 = 16 << 20;
const CONNECTION_WINDOW: u32 = 64 << 20;
const LARGEST_FRAME: u32 = 1 << 20;
const STREAMS: u32 = 4096;

/// Everything that a connection needs.
#[derive(Clone)]
struct Desk {
    site: Arc<Site>,
    doors: Doors,
    router: Router,
    #[cfg(feature = "tls")]
    tls: Option<Tls>,
}

/// Begins to receive on its own thread. Connections that come before the thread runs wait in the queue of the system.
pub(super) fn spawn(
    ports: Vec<Port>,
    site: Site,
    #[cfg(feature = "tls")] tls: Option<&Tls>,
) -> io::Result<(oneshot::Sender<Stop>, JoinHandle<()>)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let site = Arc::new(site);
    let mut desks = Vec::new();
    for Port { listener, doors } in ports {
        listener.set_nonblocking(true)?;
        let listener = {
            let _context = runtime.enter();
            TcpListener::from_std(listener)?
        };
        let desk = Desk {
            router: router(&site, doors),
            site: Arc::clone(&site),
            doors,
            #[cfg(feature = "tls")]
            tls: tls.cloned(),
        };
        desks.push((listener, desk));
    }
    let (stop, stopped) = oneshot::channel();
    let thread = thread::Builder::new().name("otlp-receiver".to_owned()).spawn(move || {
        runtime.block_on(serve(desks, stopped));
        // Whatever still runs is dropped where it waits; nothing that blocks was ever spawned.
        runtime.shutdown_background();
    })?;
    Ok((stop, thread))
}

async fn serve(desks: Vec<(TcpListener, Desk)>, stopped: oneshot::Receiver<Stop>) {
    let (closing, _) = watch::channel(());
    let mut listening = Vec::new();
    for (listener, desk) in desks {
        listening.push(tokio::spawn(accept(listener, desk, closing.clone())));
    }
    let stop = stopped.await.unwrap_or(Stop::Now);
    for task in listening {
        task.abort();
        let _ = task.await;
    }
    if let Stop::Finish(grace) = stop {
        closing.send_replace(());
        // Only connections that have said something listen here, so that one that never does delays no shutdown.
        let _ = tokio::time::timeout(grace, closing.closed()).await;
    }
}

async fn accept(listener: TcpListener, desk: Desk, closing: watch::Sender<()>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // With Nagle's algorithm each export over 64 KiB waits for a delayed acknowledgement.
                let _ = stream.set_nodelay(true);
                tokio::spawn(welcome(stream, desk.clone(), closing.clone()));
            }
            // Most likely there are too many open files, which only time can mend.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

/// Looks at the first bytes of a connection, to tell the classic mistake apart: TLS to a port without, and the reverse.
async fn welcome(stream: TcpStream, desk: Desk, closing: watch::Sender<()>) {
    const HANDSHAKE: u8 = 0x16;
    let mut first = [0; 1024];
    let Ok(peeked @ 1..) = stream.peek(&mut first).await else { return };
    let tls = first[0] == HANDSHAKE;
    #[cfg(feature = "tls")]
    if let Some(acceptor) = &desk.tls {
        if !tls {
            let transport = desk.likely(first.starts_with(b"PRI "));
            desk.turn_away(stream, transport, "the client speaks plain text to a TLS port").await;
            return;
        }
        match acceptor.accept(stream).await {
            Ok(stream) => converse(stream, desk, closing.subscribe()).await,
            Err(error) => {
                let transport = desk.likely(offers_only_http2(&first[..peeked]));
                desk.site.turned_away(transport, format!("the TLS handshake failed: {error}"));
            }
        }
        return;
    }
    if tls {
        let transport = desk.likely(offers_only_http2(&first[..peeked]));
        desk.turn_away(stream, transport, "the client speaks TLS to a plain-text port").await;
        return;
    }
    converse(stream, desk, closing.subscribe()).await;
}

/// Whether the first message of a TLS client asks for HTTP/2 and nothing else, as gRPC clients do.
fn offers_only_http2(hello: &[u8]) -> bool {
    let offers = |protocol: &[u8]| memchr::memmem::find(hello, protocol).is_some();
    offers(b"\x02h2") && !offers(b"\x08http/1.1")
}

/// Speaks HTTP/1 or HTTP/2, whichever the client begins with, until the connection ends.
async fn converse<S>(stream: S, desk: Desk, mut closing: watch::Receiver<()>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let asked = Arc::new(AtomicBool::new(false));
    let line = Line::default();
    let router = TowerToHyperService::new(desk.router.clone());
    let service = service_fn({
        let (asked, line) = (Arc::clone(&asked), line.clone());
        move |mut request: hyper::Request<hyper::body::Incoming>| {
            asked.store(true, Ordering::Relaxed);
            request.extensions_mut().insert(line.clone());
            router.call(request)
        }
    });
    let mut protocol = auto::Builder::new(TokioExecutor::new());
    protocol
        .http2()
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_frame_size(LARGEST_FRAME)
        .max_concurrent_streams(STREAMS);
    let mut connection = pin!(protocol.serve_connection(TokioIo::new(stream), service));
    let mut cut = pin!(line.cut_off());
    let mut given_up = pin!(line.given_up());
    let mut closed = pin!(closing.changed());
    let mut is_ending = false;
    let ended = poll_fn(|context| {
        if cut.as_mut().poll(context).is_ready() {
            return Poll::Ready(None);
        }
        if !is_ending
            && (given_up.as_mut().poll(context).is_ready() || closed.as_mut().poll(context).is_ready())
        {
            is_ending = true;
            connection.as_mut().graceful_shutdown();
        }
        connection.as_mut().poll(context).map(Some)
    });
    let Some(ended) = ended.await else { return };
    if let Err(error) = ended
        && !asked.load(Ordering::Relaxed)
    {
        let transport = desk.likely(false);
        desk.site.turned_away(transport, format!("the client speaks no HTTP: {error}"));
    }
}

impl Desk {
    /// The transport of a connection that never got as far as to tell.
    fn likely(&self, http2: bool) -> Transport {
        if self.doors.grpc && (http2 || !self.doors.http) { Transport::OtlpGrpc } else { Transport::OtlpHttp }
    }

    /// Writes down what is wrong, and tells it in plain text. A TLS client cannot read that, yet it then reports a wrong version
    /// and not a broken network.
    async fn turn_away(&self, mut stream: TcpStream, transport: Transport, problem: &str) {
        self.site.turned_away(transport, problem.to_owned());
        // A connection that is closed while there is something left to read is reset, and the text is lost.
        let _ = stream.try_read(&mut [0; 4096]);
        let length = problem.len() + 1;
        let head = "HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\nconnection: close\r\n";
        let text = format!("{head}content-length: {length}\r\n\r\n{problem}\n");
        let _ = stream.write_all(text.as_bytes()).await;
        let _ = stream.shutdown().await;
    }
}

/// Which request goes where.
fn router(site: &Arc<Site>, doors: Doors) -> Router {
    let mut router = Router::new();
    for signal in Signal::ALL {
        if doors.http {
            let site = Arc::clone(site);
            let export = move |request: Request| async move { http::export(&site, signal, request).await };
            router = router.route(http::path(signal), any(export));
        }
        #[cfg(feature = "otlp-grpc")]
        if doors.grpc {
            let site = Arc::clone(site);
            let export = move |request| async move { grpc::export(&site, Some(signal), request).await };
            router = router.route(grpc::path(signal), any(export));
        }
    }
    let site = Arc::clone(site);
    router.fallback(move |request: Request| async move {
        #[cfg(feature = "otlp-grpc")]
        if doors.grpc && http::is_grpc(request.headers()) {
            return grpc::export(&site, None, request).await;
        }
        http::stray(&site, doors.http, request).await
    })
}
