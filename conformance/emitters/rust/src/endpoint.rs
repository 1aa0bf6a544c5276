//! A `/metrics` endpoint with nothing but the standard library: one request a connection.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// A body with its Content-Type.
pub type Answer = (&'static str, String);

/// Serves what `render` gives, to which the `Accept` header is shown, on a thread of its own.
///
/// # Errors
/// When the port is taken.
pub fn serve(port: u16, render: impl Fn(&str) -> Answer + Send + Sync + 'static) -> io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    let render = Arc::new(render);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let render = Arc::clone(&render);
            // Who goes away in the middle is nobody's loss.
            thread::spawn(move || answer(&stream, &*render).ok());
        }
    });
    Ok(())
}

fn answer(mut stream: &TcpStream, render: &dyn Fn(&str) -> Answer) -> io::Result<()> {
    let mut accept = String::new();
    for line in BufReader::new(stream).lines() {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("accept")
        {
            value.trim().clone_into(&mut accept);
        }
    }
    let (content_type, body) = render(&accept);
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}
