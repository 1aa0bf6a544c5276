//! What sent the metrics: a resource here, a target there.

use std::collections::BTreeMap;

use super::labels::translate_labels;
use super::strategy::Strategy;
use crate::model::Resource;

/// The label `job`: namespace and name of the service, or its name; none where the resource says no name.
#[must_use]
pub fn job_of(resource: Resource<'_>) -> Option<String> {
    let text =
        |key| resource.attributes().get(key).map(|value| value.to_string()).filter(|text| !text.is_empty());
    let name = text("service.name")?;
    Some(match text("service.namespace") {
        Some(namespace) => format!("{namespace}/{name}"),
        None => name,
    })
}

/// The label `instance`; none where the resource says no instance id.
#[must_use]
pub fn instance_of(resource: Resource<'_>) -> Option<String> {
    let id = resource.attributes().get("service.instance.id")?.to_string();
    Some(id).filter(|id| !id.is_empty())
}

/// The labels of `target_info`: all attributes of the resource.
#[must_use]
pub fn target_labels(strategy: Strategy, resource: Resource<'_>) -> BTreeMap<String, String> {
    translate_labels(strategy, resource.attributes()).labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Reading, ResourceDraft, Symbol};

    fn resource(attributes: &[(&str, &str)]) -> Reading {
        let mut builder = Reading::builder();
        let attributes = builder.string_labels(attributes);
        builder.resource(ResourceDraft { attributes, schema_url: Symbol::EMPTY, dropped_attributes: 0 });
        builder.finish()
    }

    #[test]
    fn job_and_instance_come_from_the_service() {
        for (attributes, job, instance) in [
            (
                &[("service.name", "s"), ("service.namespace", "ns"), ("service.instance.id", "i")][..],
                Some("ns/s"),
                Some("i"),
            ),
            (&[("service.name", "s"), ("service.namespace", "")], Some("s"), None),
            (&[("service.namespace", "ns")], None, None),
        ] {
            let reading = resource(attributes);
            let resource = reading.resources().next().expect("a resource");
            assert_eq!(job_of(resource).as_deref(), job);
            assert_eq!(instance_of(resource).as_deref(), instance);
        }
    }

    #[test]
    fn every_attribute_is_a_label_of_the_target() {
        let reading = resource(&[("service.name", "s"), ("host.name", "h")]);
        let labels = target_labels(Strategy::default(), reading.resources().next().expect("a resource"));
        assert_eq!(
            labels.into_iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>(),
            ["host_name=h", "service_name=s"]
        );
    }
}
