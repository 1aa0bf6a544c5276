use crate::rules::check::Check;
use crate::rules::rule;
use crate::rules::sink::Sink;
use crate::rules::view::{Character, Metric, Worlds};
use crate::rules::vocabulary::has_word;
use std::net::{IpAddr, SocketAddr};

/// So many addresses are those of clients.
const MANY: usize = 10;

rule! {
    /// No label holds the addresses of clients.
    ///
    /// Each client makes series of its own, and with the port, which is another one for each connection, each connection does. Tables of backends and the service's own address are few and fine.
    "cardinality/client-addresses": Advice, Warning, Costs;
    cites PROMETHEUS_INSTRUMENTATION, "Do not overuse labels";
    help "leave the address to logs and traces";
    yields to "cardinality/user-identifiers";
    bad "prometheus-text" r#"
# HELP shop_connections Connections.
# TYPE shop_connections gauge
shop_connections{peer="10.0.0.7:53122"} 3
"#;
    bad "prometheus-text" r#"
# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{peer="192.0.2.1"} 1
shop_orders_total{peer="192.0.2.2"} 1
shop_orders_total{peer="192.0.2.3"} 1
shop_orders_total{peer="192.0.2.4"} 1
shop_orders_total{peer="192.0.2.5"} 1
shop_orders_total{peer="192.0.2.6"} 1
shop_orders_total{peer="192.0.2.7"} 1
shop_orders_total{peer="192.0.2.8"} 1
shop_orders_total{peer="192.0.2.9"} 1
shop_orders_total{peer="192.0.2.10"} 1
"#;
    good "prometheus-text" r#"
# HELP shop_connections Connections.
# TYPE shop_connections gauge
shop_connections{peer="10.0.0.7:8080"} 3
shop_connections{peer="10.0.0.7"} 3
shop_connections{peer="[2001:db8::1]:443"} 3
shop_connections{peer="aa:bb:cc:dd:ee:ff"} 3
# HELP shop_backend_up Whether a backend answers.
# TYPE shop_backend_up gauge
shop_backend_up{backend="10.0.0.7:53122"} 1
"#;
    check Check::Metric(Worlds::ALL, check);
}

/// What tells that addresses are of those who serve, or of everybody as in tables of balancers.
const SERVERS: &[&str] =
    &["instance", "server", "backend", "upstream", "target", "ipvs", "local", "listen", "listener", "bind"];

fn check(metric: &Metric<'_>, sink: &mut Sink<'_>) {
    for column in metric.columns().iter().filter(|_| !metric.is_info()) {
        if !column.has(Character::Digit) || !column.has(Character::DotOrColon) {
            continue;
        }
        let of_client = column.find(is_address_of_client);
        if of_client.is_none() && column.count(MANY, is_address) < MANY {
            continue;
        }
        if has_word(&column.key, SERVERS) || has_word(&metric.name, SERVERS) {
            continue;
        }
        let message = match of_client {
            Some(one) => {
                format!("`{}` of `{}` holds `{one}`, one end of a connection", column.key, metric.name)
            }
            None => format!("`{}` of `{}` has addresses: {}", column.key, metric.name, column.amount()),
        };
        sink.tell(metric.place(), message);
    }
}

fn is_address(text: &str) -> bool {
    text.len() >= 3
        && text.bytes().all(|byte| byte.is_ascii_hexdigit() || b".:[]".contains(&byte))
        && (text.parse::<IpAddr>().is_ok() || text.parse::<SocketAddr>().is_ok())
}

/// Whether it is an address with a port that systems give to the one who connects.
fn is_address_of_client(text: &str) -> bool {
    const EPHEMERAL: u16 = 32_768;
    let port = text.rsplit_once(':').and_then(|(_, port)| port.parse::<u16>().ok());
    text.len() > 8
        && text.starts_with(|c: char| c.is_ascii_digit() || c == '[')
        && port.is_some_and(|port| port >= EPHEMERAL)
        && text.parse::<SocketAddr>().is_ok_and(|address| address.port() >= EPHEMERAL)
}
