use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Target, Worlds};

rule! {
    /// A family keeps its help text.
    ///
    /// Each variant is stored and sent on; a text with a time, a host or a number in it is another one each time.
    "change/help": Should, Info, Costs;
    cites OPENMETRICS, "Exposition Across Time";
    help "say what is measured and nothing that changes; put what changes into a label or a value";
    yields to "worker/alternating-answers" "worker/shared-identity";
    bad "prometheus-text" r"
# HELP stock Goods at 12:00
# TYPE stock gauge
stock 5
---
# HELP stock Goods at 12:01
# TYPE stock gauge
stock 5
";
    good "prometheus-text" r"
# HELP stock Goods in stock
# TYPE stock gauge
stock 5
---
# HELP stock Goods in stock
# TYPE stock gauge
stock 6
";
    check Check::Target(Worlds::ALL, check);
}

fn check(target: &Target<'_>, sink: &mut Sink<'_>) {
    for family in &target.families {
        for (before, now, look) in family.pairs() {
            if let (Some(older), Some(newer)) = (before.help(), now.help())
                && older != newer
            {
                let message = format!("the help text was {older:?} and is {newer:?}");
                sink.tell(target.place_of_family(family, look), message);
                break;
            }
        }
    }
}
