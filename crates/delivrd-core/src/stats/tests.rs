//! Counts against a pencil, and the laws of merging.
#![allow(clippy::arithmetic_side_effects, reason = "sums of a few small counts")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::advice::AdviceOverrides;
use crate::key::{Scope, ScopeOf};
use crate::{
    Amount, Capabilities, ConfigError, Confirmation, Cost, Failure, Measure, Permanence, Policy,
    Reason, Receipt, Retention, Scheme, Source, State, Timestamp, Tracker, VerifyError, failure_of,
};

const NOW: i64 = 1_000_000;

fn scope(account: &str) -> ScopeOf<'static> {
    let capabilities = Capabilities::new(Scheme::ED25519);
    let scope = Scope::of_verifier("telnyx", account, &capabilities, AdviceOverrides::NONE);
    ScopeOf::Own(Arc::new(scope))
}

fn receipt(id: u32, state: State, is_final: bool) -> Receipt<'static> {
    let mut receipt = Receipt::new(id.to_string());
    receipt.scope = scope("");
    receipt.status = Some(format!("{state}{is_final}").into());
    receipt.verdict.state = state;
    receipt.verdict.is_final = is_final;
    receipt.verdict.failure = failure_of(state, is_final);
    if state == State::Delivered {
        receipt.verdict.confirmation = Confirmation::Unspecified;
    }
    receipt
}

fn tracker() -> Tracker {
    Tracker::new(Policy::DeliveredWins, Retention::default())
}

fn labels(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn count(tracker: &Tracker) -> Stats {
    let mut stats = Stats::new();
    tracker.messages().for_each(|message| stats.count_message(message, NOW, 0));
    stats
}

/// `delivered` of `all` messages to the country, the others failing for the reason.
fn traffic(country: &str, delivered: u32, all: u32, reason: Reason) -> Stats {
    let mut tracker = tracker();
    for id in 0..all {
        let state = if id < delivered { State::Delivered } else { State::Undelivered };
        let mut receipt = receipt(id, state, true);
        receipt.recipient = Some(format!("+{country}7700900123").into());
        receipt.carrier = Some("Steady".into());
        if state == State::Undelivered {
            let failure = Failure::new(reason, Permanence::Permanent, Source::Code);
            receipt.verdict.failure = Some(failure);
        }
        tracker.receive(&receipt, NOW);
    }
    count(&tracker)
}

fn merged(stats: &[&Stats]) -> Stats {
    let mut sum = Stats::new();
    for one in stats {
        sum.merge(one);
    }
    sum
}

#[test]
fn rates_are_those_of_the_definition() {
    // Ten sends: 5 delivered (1 by the operator's word only), 1 undelivered, 1 expired, 1 without
    // an outcome ever, 1 canceled, 1 silent and overdue; and one message that nobody announced.
    let mut tracker = tracker();
    let ends = [
        State::Delivered,
        State::Delivered,
        State::Delivered,
        State::Delivered,
        State::Delivered,
        State::Undelivered,
        State::Expired,
        State::Unknown,
        State::Canceled,
    ];
    for id in 0..10 {
        let key = receipt(id, State::Sent, false).message_key();
        tracker.expect(key, NOW - 1000, Some(1000), BTreeMap::new());
    }
    for (id, state) in (0..).zip(ends) {
        let mut receipt = receipt(id, state, true);
        if id == 0 {
            receipt.verdict.confirmation = Confirmation::Operator;
        }
        tracker.receive(&receipt, NOW);
        tracker.receive(&receipt, NOW);
    }
    tracker.receive(&receipt(99, State::Sent, false), NOW);
    let stats = count(&tracker);
    let total = stats.total();
    assert_eq!((total.attempts, total.unmatched), (11, 1));
    assert_eq!((total.delivered, total.delivered_to_operator), (5, 1));
    assert_eq!((total.ended, total.unconfirmed, total.canceled), (9, 1, 1));
    assert_eq!((total.pending, total.overdue), (2, 1));
    assert_eq!(total.delivery_rate(), Some(5.0 / 10.0));
    assert_eq!(total.settled_rate(), Some(5.0 / 8.0));
    assert_eq!(total.receipt_rate(), Some(8.0 / 11.0));
    let failed: u64 = total.failures.values().flat_map(BTreeMap::values).sum();
    assert_eq!(failed, 4);
    assert_eq!(total.failures[&Reason::NoReceipt], BTreeMap::from([(Permanence::Unknown, 1)]));
    assert_eq!(Cell::default().delivery_rate(), None);
    // The silent one is in no provider's cell: nothing says whose it is.
    assert_eq!(stats.cell(Dimension::Provider, "telnyx").unwrap().attempts, 10);
}

#[test]
fn messages_count_under_what_receipts_and_labels_say() {
    let mut tracker = tracker();
    let mut known = receipt(1, State::Delivered, true);
    known.scope = scope("main");
    known.recipient = Some("+44 7700 900123".into());
    known.channel = Some("sms".into());
    tracker.receive(&known, NOW);
    // What a later receipt adds is known from then on; what it has otherwise changes nothing.
    known.carrier = Some("Carrier".into());
    known.channel = Some("mms".into());
    tracker.receive(&known, NOW);
    let own = [("country", "+44"), ("provider", "telnyx"), ("team", "alerts"), ("label", "x")];
    let silent = receipt(2, State::Sent, false).message_key();
    tracker.expect(silent, NOW, None, labels(&own));
    let stats = count(&tracker);
    let counted: Vec<(Dimension, &str, u64)> = Dimension::ALL
        .iter()
        .flat_map(|dimension| {
            stats.cells(*dimension).map(|(value, cell)| (*dimension, value, cell.attempts))
        })
        .collect();
    assert_eq!(
        counted,
        [
            (Dimension::Provider, "telnyx", 2),
            (Dimension::Account, "telnyx/main", 1),
            (Dimension::Channel, "sms", 1),
            (Dimension::Label, "label=x", 1),
            (Dimension::Label, "team=alerts", 1),
            (Dimension::Carrier, "Carrier", 1),
            (Dimension::Country, "44", 2),
        ]
    );
    let json = serde_json::to_string(&stats).unwrap();
    assert!(!json.contains("7700") && !json.contains("900123"));
}

#[test]
fn durations_run_from_the_known_send_else_from_the_word_sent() {
    let at = |seconds: i64| Timestamp::from_unix(seconds);
    let mut tracker = tracker();
    // Announced at 100, delivered 5.5 s later: up to 10 seconds.
    let mut one = receipt(1, State::Delivered, true);
    one.occurred_at = Timestamp::parse("1970-01-01T00:01:45.500Z");
    tracker.expect(one.message_key(), 100, None, BTreeMap::new());
    tracker.receive(&one, NOW);
    // Handed over at 200, failed a day and a second later: up to two days.
    let mut two = receipt(2, State::Sent, false);
    two.occurred_at = at(200);
    tracker.receive(&two, NOW);
    let mut two = receipt(2, State::Expired, true);
    two.occurred_at = at(200 + 86_401);
    tracker.receive(&two, NOW);
    // Delivered before it was sent; delivered at an unknown time; not ended.
    let mut three = receipt(3, State::Delivered, true);
    three.occurred_at = at(99);
    tracker.expect(three.message_key(), 100, None, BTreeMap::new());
    tracker.receive(&three, NOW);
    tracker.receive(&receipt(4, State::Delivered, true), NOW);
    tracker.receive(&receipt(5, State::Queued, false), NOW);
    let stats = count(&tracker);
    assert_eq!(stats.total().seconds_to_final.at_most, BTreeMap::from([(10, 1), (172_800, 1)]));
    assert_eq!(stats.total().untimed, Untimed { no_time: 1, negative: 1 });
}

#[test]
fn young_messages_are_left_out_and_counted() {
    let mut tracker = tracker();
    for (id, sent_at) in [(1, NOW - 60), (2, NOW - 59)] {
        let key = receipt(id, State::Sent, false).message_key();
        tracker.expect(key, sent_at, None, BTreeMap::new());
    }
    let mut stats = Stats::new();
    tracker.messages().for_each(|message| stats.count_message(message, NOW, 60));
    assert_eq!((stats.total().attempts, stats.too_young()), (1, 1));
    assert!(is_old_enough(i64::MAX, i64::MIN, 0) && !is_old_enough(i64::MAX, i64::MIN, 1));
}

#[test]
fn refusals_and_skew_count_by_provider() {
    let mut stats = Stats::new();
    stats.count_error(&VerifyError::StaleTimestamp { skew: -301 }.into(), "telnyx");
    stats.count_error(&VerifyError::FutureTimestamp { skew: 4000 }.into(), "telnyx");
    stats.count_error(&VerifyError::BadSignature.into(), "telnyx");
    stats.count_error(&ConfigError::argument("x").into(), "telecom23");
    stats.count_repetition("telnyx");
    let (_, telnyx) = stats.webhooks().find(|(provider, _)| *provider == "telnyx").unwrap();
    let kinds = ["bad_signature", "future_timestamp", "stale_timestamp"];
    assert_eq!(telnyx.refusals, kinds.map(|kind| (kind.to_owned(), 1)).into());
    assert_eq!((telnyx.requests(), telnyx.repetitions), (3, 1));
    assert_eq!((telnyx.skew.least, telnyx.skew.greatest), (Some(-301), Some(4000)));
    assert_eq!(telnyx.skew.seconds.at_most, BTreeMap::from([(-300, 1)]));
    assert_eq!(telnyx.skew.seconds.more, 1);
}

#[test]
fn values_past_the_limit_are_counted_together() {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for number in 0..MAX_VALUES + 5 {
        *of(&mut counts, &number.to_string()) += 1;
    }
    *of(&mut counts, "7") += 1;
    assert_eq!((counts.len(), counts[MORE], counts["7"]), (MAX_VALUES + 1, 5, 2));
}

#[test]
fn a_planted_drop_is_named_and_nothing_else() {
    let before = merged(&[
        &traffic("44", 950, 1000, Reason::Unreachable),
        &traffic("49", 950, 1000, Reason::Unreachable),
        &traffic("33", 19, 20, Reason::Unreachable),
    ]);
    let now = merged(&[
        // 95 % to 80 %; 95.0 % to 94.2 %; too few messages.
        &traffic("44", 800, 1000, Reason::SpamFiltered),
        &traffic("49", 942, 1000, Reason::Unreachable),
        &traffic("33", 0, 20, Reason::Unreachable),
    ]);
    let declines = now.compare(&before, &Comparison::default());
    let named: Vec<(Option<Dimension>, &str, Measure)> = declines
        .iter()
        .map(|decline| (decline.dimension, decline.value.as_str(), decline.measure))
        .collect();
    assert_eq!(
        named,
        [
            (None, "spam_filtered", Measure::ReasonShare),
            (Some(Dimension::Country), "44", Measure::DeliveryRate),
            (Some(Dimension::Country), "44", Measure::SettledRate),
        ]
    );
    assert_eq!((declines[1].before.part, declines[1].now.part), (950, 800));
    assert!(before.compare(&now, &Comparison::default()).iter().all(|it| it.dimension.is_none()));
    assert!(now.compare(&now, &Comparison::default()).is_empty());
}

/// One message: number, its receipts, and the age of its send if that is known.
type Story = (u32, Vec<Receipt<'static>>, Option<i64>);

fn any_receipt() -> impl Strategy<Value = Receipt<'static>> {
    let verdicts: Vec<_> = crate::every_combination().collect();
    (
        proptest::sample::select(verdicts),
        proptest::option::of(0_i64..300_000),
        proptest::option::of("-?[0-9]{1,9}(\\.[0-9]{1,13})?"),
        proptest::option::of("EUR|USD"),
        proptest::option::of("\\+(44|1|49)7700900123"),
        proptest::option::of("a|b"),
    )
        .prop_map(|((state, is_final, failure), time, amount, currency, recipient, word)| {
            let mut receipt = receipt(0, state, is_final);
            receipt.verdict.failure = failure;
            receipt.occurred_at = time.and_then(Timestamp::from_unix);
            let amount = amount.and_then(|text| Amount::try_from(Cow::Owned(text)).ok());
            receipt.cost = amount.map(|amount| Cost::new(amount, currency.map(Cow::Owned)));
            receipt.recipient = recipient.map(Cow::Owned);
            receipt.channel = word.clone().map(Cow::Owned);
            receipt.carrier = word.map(Cow::Owned);
            receipt
        })
}

fn stories() -> impl Strategy<Value = Vec<Story>> {
    let story =
        (proptest::collection::vec(any_receipt(), 0..4), proptest::option::of(0_i64..100_000));
    proptest::collection::vec(story, 0..6).prop_map(|stories| {
        (0..).zip(stories).map(|(id, (receipts, sent))| (id, receipts, sent)).collect()
    })
}

fn fold(stories: &[Story]) -> Stats {
    let mut tracker = tracker();
    let mut stats = Stats::new();
    for (id, receipts, sent_at) in stories {
        for mut receipt in receipts.iter().cloned() {
            receipt.message_id = id.to_string().into();
            if tracker.receive(&receipt, NOW).is_repetition {
                stats.count_repetition(receipt.provider());
            }
        }
        if let Some(sent_at) = sent_at {
            let key = receipt(*id, State::Sent, false).message_key();
            tracker.expect(key, *sent_at, Some(5), labels(&[("team", "a"), ("channel", "b")]));
            let error = VerifyError::FutureTimestamp { skew: *sent_at }.into();
            stats.count_error(&error, "telnyx");
        }
    }
    tracker.messages().for_each(|message| stats.count_message(message, NOW, 950_000));
    stats
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn parts_make_up_the_whole_in_any_order(all in stories(), first in 0_usize..6, second in 0_usize..6) {
        let (low, high) = (first.min(second).min(all.len()), first.max(second).min(all.len()));
        let parts = [fold(&all[..low]), fold(&all[low..high]), fold(&all[high..])];
        let [a, b, c] = &parts;
        let whole = fold(&all);
        prop_assert_eq!(&merged(&[a, b, c]), &whole);
        prop_assert_eq!(&merged(&[c, a, b]), &whole);
        prop_assert_eq!(&merged(&[a, &merged(&[b, c])]), &whole);
        prop_assert_eq!(&merged(&[&merged(&[c, b]), a]), &whole);
    }

    #[test]
    fn stats_go_to_json_and_back(all in stories()) {
        let stats = fold(&all);
        let text = serde_json::to_string(&stats).unwrap();
        prop_assert_eq!(serde_json::from_str::<Stats>(&text).unwrap(), stats);
    }

    #[test]
    fn counts_agree_with_each_other(all in stories()) {
        let stats = fold(&all);
        let cells = Dimension::ALL.iter().flat_map(|it| stats.cells(*it).map(|(_, cell)| cell));
        for cell in cells.chain([stats.total()]) {
            let failed: u64 = cell.failures.values().flat_map(BTreeMap::values).sum();
            prop_assert_eq!(cell.ended + cell.pending, cell.attempts);
            prop_assert_eq!(cell.delivered + failed, cell.ended);
            let untimed = cell.untimed.no_time + cell.untimed.negative;
            prop_assert_eq!(cell.seconds_to_final.total() + untimed, cell.ended);
            prop_assert!(cell.overdue <= cell.pending && cell.delivered_to_operator <= cell.delivered);
            for rate in [cell.delivery_rate(), cell.settled_rate(), cell.receipt_rate()] {
                prop_assert!(rate.is_none_or(|rate| (0.0..=1.0).contains(&rate)));
            }
        }
    }
}
