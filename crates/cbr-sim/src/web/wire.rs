//! A connection as hyper sees it.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use memchr::memmem;
use smallvec::SmallVec;
use tokio::net::TcpStream;

/// The head and the body of an answer that has no more bytes than this are sent as one piece: to copy them takes less time than
/// the system takes for two.
const JOINED: usize = 2048;

/// A connection that keeps back what hyper says on its own.
///
/// Where hyper cannot read a head, it answers with a status and no body, and closes the connection. That answer does not
/// get to the wire, so that the documented one can. It is told by what it lacks: all answers of the service have an ID.
pub(super) struct Wire {
    stream: TokioIo<TcpStream>,
    /// The status of the answer that was kept back.
    kept_back: Option<u16>,
    /// Whether the next bytes belong to an answer that has begun.
    within: bool,
}

impl Wire {
    pub(super) fn new(stream: TcpStream) -> Self {
        Self { stream: TokioIo::new(stream), kept_back: None, within: false }
    }

    /// The connection, and the status of the answer that was kept back.
    pub(super) fn into_parts(self) -> (TcpStream, Option<u16>) {
        (self.stream.into_inner(), self.kept_back)
    }

    /// Whether these bytes are kept back.
    fn keeps_back(&mut self, bytes: &[u8]) -> bool {
        if self.kept_back.is_none() && !self.within {
            self.kept_back = refusal(bytes);
        }
        self.kept_back.is_some()
    }

    fn written(&mut self, given: usize, taken: io::Result<usize>) -> Poll<io::Result<usize>> {
        self.within = taken.as_ref().is_ok_and(|taken| *taken < given);
        Poll::Ready(taken)
    }
}

/// The status of an answer that hyper gives on its own, if these bytes are one.
fn refusal(bytes: &[u8]) -> Option<u16> {
    let rest = bytes.strip_prefix(b"HTTP/1.1 ").or_else(|| bytes.strip_prefix(b"HTTP/1.0 "))?;
    let status = rest.get(..3).filter(|status| status[0] == b'4')?;
    if memmem::find(rest, b"\r\nx-request-id: ").is_some() {
        return None;
    }
    std::str::from_utf8(status).ok()?.parse().ok()
}

impl Read for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl Write for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.keeps_back(bytes) {
            return Poll::Ready(Ok(bytes.len()));
        }
        let taken = ready!(Pin::new(&mut self.stream).poll_write(context, bytes));
        self.written(bytes.len(), taken)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.kept_back.is_some() {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let given = parts.iter().map(|part| part.len()).sum();
        if given <= JOINED {
            let mut joined = SmallVec::<[u8; JOINED]>::new();
            parts.iter().for_each(|part| joined.extend_from_slice(part));
            return self.poll_write(context, &joined);
        }
        // A head is never parted.
        if self.keeps_back(parts.first().map_or(&[], |part| &**part)) {
            return Poll::Ready(Ok(given));
        }
        let taken = ready!(Pin::new(&mut self.stream).poll_write_vectored(context, parts));
        self.written(given, taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hyper_says_on_its_own() {
        let own =
            b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(refusal(own), Some(431));
        for other in [
            &b"HTTP/1.1 400 Bad Request\r\nx-request-id: req-1\r\ncontent-length: 0\r\n\r\n"[..],
            b"HTTP/1.1 100 Continue\r\n\r\n",
            b"{\"name\":\"HTTP/1.1 400 \"}",
            b"HTTP/1.1 4",
            b"",
        ] {
            assert_eq!(refusal(other), None, "{}", String::from_utf8_lossy(other));
        }
    }
}
