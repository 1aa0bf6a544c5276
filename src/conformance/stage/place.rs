//! The address of the receiver, which is kept also while nobody listens there.

use socket2::{Domain, Socket, Type};
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;
use std::time::Duration;

use super::tls::Certificate;
use crate::capture::{OtlpReceiver, Recording, Script};

/// Where the receiver is, or would be.
pub(super) struct Place {
    address: SocketAddr,
    state: State,
    /// Keeps others from being given the port in the moment in which the receiver goes or comes, on systems where an address can be bound twice.
    _keeper: Option<Socket>,
    recording: Recording,
    certificate: Option<Certificate>,
}

enum State {
    /// The port is taken and nobody listens, so that whoever connects is refused.
    Away {
        _port: Socket,
    },
    Here {
        _receiver: OtlpReceiver,
    },
    /// Between the two.
    Moving,
}

impl Place {
    /// Takes a port for the receiver, which is away.
    pub(super) fn take(recording: Recording, certificate: Option<Certificate>) -> io::Result<Self> {
        let port = bound(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let address = port.local_addr()?.as_socket();
        let address = address.ok_or_else(|| io::Error::other("a socket of no address"))?;
        let keeper = bound(address).ok();
        Ok(Self { address, state: State::Away { _port: port }, _keeper: keeper, recording, certificate })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn certificate(&self) -> Option<&Certificate> {
        self.certificate.as_ref()
    }

    /// The receiver is there from now on, and plays that script.
    pub(super) fn come(&mut self, script: Script) -> io::Result<()> {
        let port = match std::mem::replace(&mut self.state, State::Moving) {
            State::Away { _port: port } => port,
            State::Here { .. } | State::Moving => bound_soon(self.address)?,
        };
        port.listen(1024)?;
        let mut receiver = OtlpReceiver::builder()
            .listener(TcpListener::from(port))
            .recording(self.recording.clone())
            .script(script);
        if let Some(certificate) = &self.certificate {
            receiver = receiver.tls(certificate.chain(), certificate.key());
        }
        let receiver = receiver.start().map_err(io::Error::other)?;
        self.state = State::Here { _receiver: receiver };
        Ok(())
    }

    /// The receiver is gone at once, with every connection. Its port stays taken.
    pub(super) fn go(&mut self) -> io::Result<()> {
        self.state = State::Moving;
        self.state = State::Away { _port: bound_soon(self.address)? };
        Ok(())
    }
}

/// Binds where somebody has just listened. A program that is being started at this moment holds a copy of every socket until it is itself.
fn bound_soon(address: SocketAddr) -> io::Result<Socket> {
    const TRIES: u32 = 200;
    const PAUSE: Duration = Duration::from_millis(10);
    for _ in 1..TRIES {
        match bound(address) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => thread::sleep(PAUSE),
            other => return other,
        }
    }
    bound(address)
}

fn bound(address: SocketAddr) -> io::Result<Socket> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    // Connections that have just ended would keep the port for minutes. Elsewhere the option would mean something worse.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    Ok(socket)
}

/// A port for the program itself. Ports below those that systems give to whoever connects are not taken by accident between now and its
/// start, and each is given once, so that programs which start at the same time do not meet.
pub(super) fn free_port() -> io::Result<u16> {
    const FIRST: u16 = 20_000;
    const NUMBER: u16 = 12_000;
    static NEXT: AtomicU16 = AtomicU16::new(0);
    // Several processes begin at different places, and far apart, also if one was started right after the other.
    let begin = (std::process::id().wrapping_mul(7919) % u32::from(NUMBER)) as u16;
    for _ in 0..NUMBER {
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let port = FIRST + (begin.wrapping_add(next)) % NUMBER;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
    Err(io::Error::new(io::ErrorKind::AddrInUse, "no port is free"))
}
