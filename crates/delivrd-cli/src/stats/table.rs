//! The counts as tables with bars.

use std::cmp::Reverse;
use std::io::{self, Write};

use anstyle::Style;
use delivrd::{Cell, Decline, Dimension, Health, Histogram, Reason, Stats};

use crate::Failure;
use crate::output::{self, cell, paint, printable};

/// Values of a dimension that are shown; the others are in the JSON.
const SHOWN: usize = 20;
const NAME: usize = 24;
const BAR: usize = 20;
const PLAIN: Style = Style::new();

pub(super) fn write(stats: &Stats, declines: Option<&[Decline]>) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    write_total(&mut out, stats)?;
    for dimension in Dimension::ALL {
        write_dimension(&mut out, stats, *dimension)?;
    }
    write_reasons(&mut out, stats.total())?;
    write_times(&mut out, &stats.total().seconds_to_final)?;
    write_cost(&mut out, stats.total())?;
    write_webhooks(&mut out, stats)?;
    if let Some(declines) = declines {
        write_declines(&mut out, declines)?;
    }
    out.flush()?;
    Ok(())
}

fn heading(out: &mut impl Write, text: &str) -> io::Result<()> {
    writeln!(out, "\n{}", paint(output::STRONG, text))
}

fn write_total(out: &mut impl Write, stats: &Stats) -> io::Result<()> {
    let total = stats.total();
    writeln!(out, "{}", paint(output::STRONG, "messages"))?;
    for (name, count, remark) in [
        ("attempts", total.attempts, format!("{} with no known send", total.unmatched)),
        (
            "delivered",
            total.delivered,
            format!("{} no further than the operator", total.delivered_to_operator),
        ),
        (
            "final",
            total.ended,
            format!("{} unconfirmed, {} canceled", total.unconfirmed, total.canceled),
        ),
        ("pending", total.pending, format!("{} overdue", total.overdue)),
        ("conflicts", total.conflicts, format!("{} late deliveries", total.late)),
    ] {
        writeln!(out, "  {name:14} {count:>10}  {}", paint(output::QUIET, &remark))?;
    }
    if stats.too_young() > 0 {
        writeln!(out, "  {:14} {:>10}  left out", "too young", stats.too_young())?;
    }
    for (name, rate) in [
        ("delivery rate", total.delivery_rate()),
        ("settled rate", total.settled_rate()),
        ("receipt rate", total.receipt_rate()),
    ] {
        writeln!(out, "  {name:14} {:>10}  {}", percent(rate), rate_bar(rate))?;
    }
    Ok(())
}

fn write_dimension(out: &mut impl Write, stats: &Stats, dimension: Dimension) -> io::Result<()> {
    let mut rows: Vec<(&str, &Cell)> = stats.cells(dimension).collect();
    if rows.is_empty() {
        return Ok(());
    }
    rows.sort_by_key(|(_, counts)| Reverse(counts.attempts));
    let title =
        format!("{dimension:NAME$}   attempts  delivered   delivery {:BAR$}  settled  receipt", "");
    heading(out, &title)?;
    for (value, counts) in rows.iter().take(SHOWN) {
        let delivery = counts.delivery_rate();
        writeln!(
            out,
            "  {} {:>9} {:>10} {:>10} {} {:>8} {:>8}",
            cell(PLAIN, value, NAME),
            counts.attempts,
            counts.delivered,
            percent(delivery),
            rate_bar(delivery),
            percent(counts.settled_rate()),
            percent(counts.receipt_rate()),
        )?;
    }
    more(out, rows.len())
}

fn more(out: &mut impl Write, count: usize) -> io::Result<()> {
    match count.saturating_sub(SHOWN) {
        0 => Ok(()),
        hidden => writeln!(out, "  … and {hidden} more"),
    }
}

fn write_reasons(out: &mut impl Write, total: &Cell) -> io::Result<()> {
    let mut rows: Vec<(Reason, u64)> =
        total.failures.keys().map(|reason| (*reason, total.failed_for(*reason))).collect();
    if rows.is_empty() {
        return Ok(());
    }
    rows.sort_by_key(|(_, count)| Reverse(*count));
    heading(out, "not delivered, by reason")?;
    let all = rows.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
    for (reason, count) in rows {
        let kinds: Vec<String> = total
            .failures
            .get(&reason)
            .into_iter()
            .flatten()
            .map(|(permanence, count)| format!("{permanence} {count}"))
            .collect();
        writeln!(
            out,
            "  {reason:NAME$} {count:>9} {} {}",
            paint(output::BAD, &bar(count, all)),
            paint(output::QUIET, &kinds.join(", "))
        )?;
    }
    Ok(())
}

fn write_times(out: &mut impl Write, times: &Histogram) -> io::Result<()> {
    let all = times.total();
    if all == 0 {
        return Ok(());
    }
    heading(out, "from sending to the end")?;
    for (bound, count) in &times.at_most {
        let name = format!("up to {}", duration(*bound));
        writeln!(out, "  {name:NAME$} {count:>9} {}", paint(output::WAITING, &bar(*count, all)))?;
    }
    if times.more > 0 {
        let count = times.more;
        let drawn = paint(output::WAITING, &bar(count, all));
        writeln!(out, "  {:NAME$} {count:>9} {drawn}", "longer")?;
    }
    for percent in [50, 95] {
        let bound = times.bound_of(percent).map_or("longer".to_owned(), duration);
        writeln!(out, "  {percent} % took at most {bound}")?;
    }
    Ok(())
}

fn write_cost(out: &mut impl Write, total: &Cell) -> io::Result<()> {
    if total.cost.is_empty() {
        return Ok(());
    }
    heading(out, "cost")?;
    for (currency, sum) in &total.cost {
        let unsummed = match sum.unsummed {
            0 => String::new(),
            count => format!(", {count} not summed"),
        };
        let (name, text, messages) = (cell(PLAIN, currency, 10), sum.text(), sum.messages);
        writeln!(out, "  {name} {text}  for {messages} messages{unsummed}")?;
    }
    Ok(())
}

fn write_webhooks(out: &mut impl Write, stats: &Stats) -> io::Result<()> {
    let mut any = false;
    for (provider, health) in stats.webhooks() {
        if !any {
            heading(out, "webhooks")?;
        }
        any = true;
        write_health(out, provider, health)?;
    }
    Ok(())
}

fn write_health(out: &mut impl Write, provider: &str, health: &Health) -> io::Result<()> {
    writeln!(
        out,
        "  {} {} requests: {} accepted ({} repeated attempts, {} no receipts, {} unverified)",
        cell(PLAIN, provider, NAME),
        health.requests(),
        health.notifications,
        health.retried,
        health.other,
        health.unverified,
    )?;
    writeln!(
        out,
        "    {} receipts: {} repetitions, {} unknown words, {} unreadable items",
        health.receipts, health.repetitions, health.unknown_words, health.unreadable
    )?;
    for (kind, count) in &health.refusals {
        writeln!(out, "    {}", paint(output::BAD, &format!("refused {count}: {kind}")))?;
    }
    if let (Some(least), Some(greatest)) = (health.skew.least, health.skew.greatest) {
        writeln!(out, "    signed {least} to {greatest} s from their arrival")?;
    }
    Ok(())
}

fn write_declines(out: &mut impl Write, declines: &[Decline]) -> io::Result<()> {
    heading(out, "worse than the baseline")?;
    if declines.is_empty() {
        return writeln!(out, "  {}", paint(output::GOOD, "nothing"));
    }
    for decline in declines {
        let dimension = decline.dimension.map_or("reason", |dimension| dimension.as_str());
        let name = printable(&decline.value);
        writeln!(
            out,
            "  {} {} {} → {}  ({} of {} → {} of {}, z {:.1})",
            paint(output::BAD, &format!("{dimension} {name}")),
            decline.measure,
            percent(decline.before.rate()),
            percent(decline.now.rate()),
            decline.before.part,
            decline.before.whole,
            decline.now.part,
            decline.now.whole,
            decline.z,
        )?;
    }
    Ok(())
}

fn percent(rate: Option<f64>) -> String {
    rate.map_or("-".to_owned(), |rate| format!("{:.1} %", rate * 100.0))
}

/// A bar for a rate: green from 90 %, yellow from 70 %, else red.
fn rate_bar(rate: Option<f64>) -> String {
    let Some(rate) = rate else { return format!("{:BAR$}", "") };
    let style = match rate {
        rate if rate >= 0.9 => output::GOOD,
        rate if rate >= 0.7 => output::WAITING,
        _ => output::BAD,
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rate lies between 0 and 1; for a bar, a thousandth is close enough"
    )]
    let thousandths = (rate * 1000.0) as u64;
    paint(style, &bar(thousandths, 1000))
}

/// A bar in eighths of a column.
fn bar(part: u64, whole: u64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let columns = u128::try_from(BAR).unwrap_or_default();
    let full = u128::from(part).saturating_mul(columns).saturating_mul(8);
    let eighths = full.checked_div(whole.into()).unwrap_or_default();
    let eighths = usize::try_from(eighths).unwrap_or(usize::MAX).min(BAR.saturating_mul(8));
    let blocks = "█".repeat(eighths.div_euclid(8));
    let rest = EIGHTHS.get(eighths.rem_euclid(8)).copied().unwrap_or_default();
    format!("{:BAR$}", format!("{blocks}{rest}"))
}

fn duration(seconds: i64) -> String {
    for (unit, name) in [(86_400, "d"), (3600, "h"), (60, "min")] {
        if seconds >= unit && seconds.checked_rem(unit) == Some(0) {
            return format!("{} {name}", seconds.checked_div(unit).unwrap_or_default());
        }
    }
    format!("{seconds} s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        assert_eq!(bar(1, 1), "█".repeat(20));
        assert_eq!(bar(0, 1), " ".repeat(20));
        assert_eq!(bar(1, 2).trim_end(), "█".repeat(10));
        assert_eq!(bar(1, 160).trim_end(), "▏");
        assert_eq!(bar(5, 0).trim_end(), "");
        assert_eq!(bar(u64::MAX, 1), "█".repeat(20));
    }

    #[test]
    fn durations_are_in_their_greatest_whole_unit() {
        for (seconds, text) in [(1, "1 s"), (60, "1 min"), (1800, "30 min"), (172_800, "2 d")] {
            assert_eq!(duration(seconds), text);
        }
    }
}
