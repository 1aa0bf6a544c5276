//! An OTLP request as its fields were sent, for what the model no longer shows.

use std::cell::OnceCell;

use super::World;
use super::request::Request;
use crate::capture::Exchange;
use crate::otlp::Export;
use crate::protobuf::{Field, Reader};

/// An OTLP request with the names of its parts.
pub(in crate::rules) struct ExportView<'v> {
    pub(in crate::rules) export: &'v Export<'v>,
    pub(in crate::rules) exchange: &'v Exchange,
    pub(in crate::rules) world: World,
    request: OnceCell<Request<'v>>,
}

/// A message inside a request.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Part<'v> {
    pub(in crate::rules) bytes: &'v [u8],
    /// Where it is: a JSON pointer or the path of a field, as the request was written.
    pub(in crate::rules) path: String,
}

impl<'v> ExportView<'v> {
    pub(in crate::rules) fn of(export: &'v Export<'v>, exchange: &'v Exchange, world: World) -> Self {
        Self { export, exchange, world, request: OnceCell::new() }
    }

    /// The parts of the request, read when the first rule asks for them.
    pub(in crate::rules) fn request(&self) -> &Request<'v> {
        self.request.get_or_init(|| Request::of(self.export, self.world))
    }

    /// The request itself.
    pub(in crate::rules) fn root(&self) -> Part<'_> {
        Part { bytes: self.export.protobuf(), path: String::new() }
    }

    /// The messages in a repeated field of a part.
    pub(in crate::rules) fn parts<'p>(&self, of: &Part<'p>, number: u32, name: &str) -> Vec<Part<'p>> {
        let messages = Reader::new(of.bytes).map_while(Result::ok).filter_map(|field| match field {
            (found, Field::Bytes(bytes)) if found == number => Some(bytes),
            _ => None,
        });
        let path = |index| match self.world {
            World::OtlpJson => format!("{}/{}/{index}", of.path, camel(name)),
            _ if of.path.is_empty() => format!("{name}[{index}]"),
            _ => format!("{}.{name}[{index}]", of.path),
        };
        messages.enumerate().map(|(index, bytes)| Part { bytes, path: path(index) }).collect()
    }

    /// The metrics of the request in their order.
    pub(in crate::rules) fn metrics(&self) -> Vec<Part<'_>> {
        let mut all = Vec::new();
        for resource in self.parts(&self.root(), 1, "resource_metrics") {
            for scope in self.parts(&resource, 2, "scope_metrics") {
                all.extend(self.parts(&scope, 2, "metrics"));
            }
        }
        all
    }
}

/// `scope_metrics` as JSON spells it.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |all, word| all + &word[..1].to_uppercase() + &word[1..])
}
