use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{TextFamily, Worlds};

rule! {
    /// The label `job` is the namespace of the service, a slash and its name.
    ///
    /// Turned round it joins with nothing that another bridge wrote.
    "bridge/job-reversed": Must, Error, DataWrong;
    cites COMPATIBILITY, "Resource Attributes";
    help "write namespace, slash, name";
    bad "prometheus-text" r#"
# TYPE target_info gauge
target_info{job="cart/shop",service_name="cart",service_namespace="shop"} 1
"#;
    good "prometheus-text" r#"
# TYPE target_info gauge
target_info{job="shop/cart",service_name="cart",service_namespace="shop"} 1
"#;
    check Check::TextFamily(Worlds::TEXTS, check);
}

fn check(family: &TextFamily<'_>, sink: &mut Sink<'_>) {
    if !matches!(&*family.name, "target_info" | "target") {
        return;
    }
    for member in &family.members {
        let label = |name| member.label(name).unwrap_or_default();
        let (job, name, namespace) = (label("job"), label("service_name"), label("service_namespace"));
        let is_reversed = !namespace.is_empty() && name != namespace && job == format!("{name}/{namespace}");
        if is_reversed {
            sink.tell(
                family.place(member),
                format!("`job` is {job:?}, and has to be \"{namespace}/{name}\""),
            );
        }
    }
}
