//! The laws of DESIGN §6, on arbitrary receipts.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::advice::AdviceOverrides;
use crate::key::{Scope, ScopeOf};
use crate::{Capabilities, MergeKey, Permanence, Reason, Scheme, Source};

/// A receipt with this verdict. `status` makes its dedupe key differ from others.
fn receipt(
    (state, is_final, failure): (State, bool, Option<Failure>),
    confirmation: Confirmation,
    status: &str,
) -> Receipt<'static> {
    let mut receipt = Receipt::new("m");
    receipt.status = Some(status.to_owned().into());
    receipt.verdict.state = state;
    receipt.verdict.is_final = is_final;
    receipt.verdict.failure = failure;
    receipt.verdict.confirmation = confirmation;
    receipt
}

fn any_receipt() -> impl Strategy<Value = Receipt<'static>> {
    let verdicts: Vec<_> = crate::every_combination().collect();
    let arrivals = [
        Confirmation::None,
        Confirmation::Operator,
        Confirmation::Unspecified,
        Confirmation::Handset,
        Confirmation::Read,
    ];
    (
        // Deliveries are one verdict of some four hundred, and have to come often.
        prop_oneof![
            1 => Just((State::Delivered, true, None)),
            2 => proptest::sample::select(verdicts),
        ],
        proptest::sample::select(arrivals.to_vec()),
        "[a-c]",
        proptest::option::of(-2_i64..3),
        proptest::option::weighted(0.3, 1_u32..4),
        proptest::option::of(1_u32..4),
        proptest::option::of("[1-3]"),
    )
        .prop_map(|(verdict, confirmation, status, time, part, parts, cost)| {
            let confirmation =
                if verdict.0 == State::Delivered { confirmation } else { Confirmation::None };
            let mut receipt = receipt(verdict, confirmation, &status);
            receipt.occurred_at = time.and_then(Timestamp::from_unix);
            receipt.part = part;
            receipt.parts = parts;
            receipt.cost =
                cost.map(|amount| Cost::new(Amount::try_from(Cow::Owned(amount)).unwrap(), None));
            receipt
        })
}

fn policy() -> impl Strategy<Value = Policy> {
    proptest::sample::select(vec![Policy::DeliveredWins, Policy::FailureSticky])
}

fn receipts() -> impl Strategy<Value = Vec<Receipt<'static>>> {
    proptest::collection::vec(any_receipt(), 0..8)
}

/// The rank of DESIGN §6, written down a second time, from its table.
fn rank_of_the_table(receipt: &Receipt<'_>, policy: Policy) -> u8 {
    let table = [
        (0, "unknown false"),
        (1, "accepted false"),
        (2, "queued false"),
        (3, "sent false"),
        (4, "undelivered false"),
        (5, "unknown true"),
        (7, "expired true"),
        (8, "undelivered true"),
        (8, "rejected true"),
        (8, "canceled true"),
    ];
    let wanted = format!("{} {}", receipt.state(), receipt.is_final());
    let rank = table.iter().find(|(_, row)| *row == wanted).map(|(rank, _)| *rank);
    let rank = match (rank, receipt.confirmation().as_str()) {
        (Some(8), _) if receipt.failure().unwrap().reason == Reason::Duplicate => 5,
        (Some(rank), _) => rank,
        (None, "read") => 10,
        (None, "handset" | "unspecified") => 9,
        (None, _) => 6,
    };
    match (policy, rank) {
        (Policy::FailureSticky, 8) => 9,
        (Policy::FailureSticky, 9) => 8,
        _ => rank,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn order_and_repetition_do_not_matter(
        policy in policy(),
        (set, other) in receipts().prop_flat_map(|set| {
            let repeated = proptest::collection::vec(
                proptest::sample::select(if set.is_empty() { vec![Receipt::new("m")] } else { set.clone() }),
                0..8,
            );
            (Just(set), repeated)
        }).prop_flat_map(|(set, repeated)| {
            let mut all = set.clone();
            if !set.is_empty() {
                all.extend(repeated);
            }
            (Just(set), Just(all).prop_shuffle())
        }),
    ) {
        let one = Outcome::from_receipts(policy, &set);
        let two = Outcome::from_receipts(policy, &other);
        prop_assert_eq!(&one, &two);
        let mut three = Outcome::new(policy);
        for receipt in &other {
            three.apply(receipt);
        }
        prop_assert_eq!(&one, &three);
        prop_assert_eq!(one.summary(), three.summary());
    }

    #[test]
    fn merging_is_a_join(
        policy in policy(),
        a in receipts(),
        b in receipts(),
        c in receipts(),
    ) {
        let of = |receipts: &[Receipt<'static>]| Outcome::from_receipts(policy, receipts);
        let joined = |left: &Outcome, right: &Outcome| {
            let mut left = left.clone();
            left.merge(right).unwrap();
            left
        };
        let (x, y, z) = (of(&a), of(&b), of(&c));
        prop_assert_eq!(joined(&x, &y), joined(&y, &x));
        prop_assert_eq!(joined(&joined(&x, &y), &z), joined(&x, &joined(&y, &z)));
        prop_assert_eq!(joined(&x, &x), x.clone());
        let all: Vec<Receipt<'static>> = a.into_iter().chain(b).collect();
        prop_assert_eq!(joined(&x, &y), of(&all));
    }

    #[test]
    fn keys_order_receipts_as_the_rule_does(
        policy in policy(),
        left in any_receipt(),
        right in any_receipt(),
    ) {
        let place = |receipt: &Receipt<'_>| {
            let failure = receipt.failure();
            let time = receipt.occurred_at;
            let refusal = match receipt.state() {
                State::Rejected => 3,
                State::Canceled => 2,
                State::Undelivered => 1,
                _ => 0,
            };
            (
                rank_of_the_table(receipt, policy),
                failure.is_some_and(|failure| failure.reason != Reason::Unknown),
                // No time is less than every time.
                time.map(|time| (time.unix_seconds(), time.subsec_nanoseconds())),
                refusal,
                receipt.confirmation().number(),
                failure.map_or((0, 0, 0), |own| {
                    (own.reason.number(), own.permanence.number(), own.source.number())
                }),
                *receipt.dedupe_key().as_bytes(),
            )
        };
        let key = |receipt: &Receipt<'_>| MergeKey::new(receipt, policy);
        prop_assert_eq!(key(&left).cmp(&key(&right)), place(&left).cmp(&place(&right)));
        prop_assert_eq!(key(&left).as_bytes().cmp(key(&right).as_bytes()), place(&left).cmp(&place(&right)));
    }

    #[test]
    fn a_key_tells_the_verdict_it_was_made_of(policy in policy(), receipt in any_receipt()) {
        let key = MergeKey::new(&receipt, policy);
        prop_assert_eq!(key.state(), receipt.state());
        prop_assert_eq!(key.is_final(), receipt.is_final());
        prop_assert_eq!(key.confirmation(), receipt.confirmation());
        prop_assert_eq!(key.failure(), receipt.failure());
        prop_assert_eq!(key.rank(), rank_of_the_table(&receipt, policy));
        prop_assert_eq!(MergeKey::from_bytes(*key.as_bytes()), Some(key));
    }

    #[test]
    fn a_transition_is_told_exactly_when_the_summary_changes(
        policy in policy(),
        receipts in receipts(),
    ) {
        let mut outcome = Outcome::new(policy);
        for receipt in &receipts {
            let (text, before) = (serde_json::to_string(&outcome).unwrap(), outcome.summary());
            let change = outcome.apply(receipt);
            let after = outcome.summary();
            prop_assert_eq!(change.transition, (before != after).then_some((before, after)));
            prop_assert_eq!(change.new_information, text != serde_json::to_string(&outcome).unwrap());
            let again = outcome.clone().apply(receipt);
            prop_assert!(!again.new_information && again.transition.is_none());
        }
    }

    #[test]
    fn what_is_final_stays_final_unless_a_part_appears(
        policy in policy(),
        receipts in receipts(),
    ) {
        let mut outcome = Outcome::new(policy);
        for receipt in &receipts {
            let before = outcome.clone();
            outcome.apply(receipt);
            let is_new_part = !before.parts.iter().any(|(number, _)| *number == receipt.part.unwrap_or(0))
                || outcome.facts.parts > before.facts.parts;
            // A refused part makes a message final while others are on their way (DESIGN §6). Should
            // that part turn out to be delivered, the message waits for the others again.
            let others_wait = !outcome.is_complete()
                || outcome.parts.iter().any(|(_, part)| !part.merge_key.is_final());
            let takes_back_a_refusal = before.state() == State::Undelivered
                && outcome.summary().conflict
                && others_wait;
            if before.is_final() && !is_new_part && !takes_back_a_refusal {
                prop_assert!(outcome.is_final());
            }
        }
    }

    #[test]
    fn an_outcome_goes_to_json_and_back(policy in policy(), receipts in receipts()) {
        let outcome = Outcome::from_receipts(policy, &receipts);
        let text = serde_json::to_string(&outcome).unwrap();
        prop_assert_eq!(serde_json::from_str::<Outcome>(&text).unwrap(), outcome);
    }

    #[test]
    fn nobody_is_told_to_retry_what_may_have_arrived(policy in policy(), receipts in receipts()) {
        let outcome = Outcome::from_receipts(policy, &receipts);
        let Summary { state, is_final, failure, conflict, .. } = outcome.summary();
        if outcome.advice().action == Action::Retry {
            prop_assert!(!conflict && crate::may_retry(state, is_final, failure));
        }
        if conflict && state == State::Delivered {
            prop_assert_eq!(outcome.advice().action, Action::None);
        }
        prop_assert_eq!(failure.is_some(), state.is_failure(is_final));
        prop_assert!(state.allows_final(is_final));
    }
}

fn failed(state: State, reason: Reason) -> (State, bool, Option<Failure>) {
    (state, true, Some(Failure::new(reason, Permanence::Unknown, Source::Code)))
}

fn delivered() -> Receipt<'static> {
    receipt((State::Delivered, true, None), Confirmation::Unspecified, "delivered")
}

fn undelivered() -> Receipt<'static> {
    let verdict = failed(State::Undelivered, Reason::Unreachable);
    receipt(verdict, Confirmation::None, "undelivered")
}

#[test]
fn a_conflict_is_kept_and_never_retried() {
    let both = [undelivered(), delivered()];
    let wins = Outcome::from_receipts(Policy::DeliveredWins, &both);
    assert_eq!((wins.state(), wins.summary().conflict), (State::Delivered, true));
    assert_eq!(wins.contradiction().unwrap().state, State::Undelivered);
    assert_eq!(wins.advice().action, Action::None);
    let sticky = Outcome::from_receipts(Policy::FailureSticky, &both);
    assert_eq!((sticky.state(), sticky.summary().conflict), (State::Undelivered, true));
    assert_eq!(sticky.contradiction().unwrap().state, State::Delivered);
    assert_eq!(sticky.advice().action, Action::AskProvider);
    assert!(wins.clone().merge(&sticky).is_err());
}

#[test]
fn a_reading_beats_a_refusal_under_either_policy() {
    let read = receipt((State::Delivered, true, None), Confirmation::Read, "read");
    for policy in [Policy::DeliveredWins, Policy::FailureSticky] {
        let outcome = Outcome::from_receipts(policy, &[read.clone(), undelivered()]);
        assert_eq!((outcome.state(), outcome.summary().conflict), (State::Delivered, true));
    }
}

#[test]
fn a_late_delivery_replaces_an_expiry() {
    let expired = receipt(failed(State::Expired, Reason::Expired), Confirmation::None, "expired");
    let mut outcome = Outcome::from_receipts(Policy::DeliveredWins, [&expired]);
    let change = outcome.apply(&delivered());
    let (_, after) = change.transition.unwrap();
    assert_eq!((after.state, after.late, after.conflict), (State::Delivered, true, false));
    assert_eq!(after.failure, None);
}

#[test]
fn a_message_is_delivered_when_every_part_is() {
    let part = |mut receipt: Receipt<'static>, number| {
        receipt.part = Some(number);
        receipt.parts = Some(2);
        receipt
    };
    let mut outcome = Outcome::from_receipts(Policy::DeliveredWins, &[part(delivered(), 1)]);
    assert_eq!((outcome.state(), outcome.is_final()), (State::Unknown, false));
    let with_failure = {
        let mut failed = outcome.clone();
        failed.apply(&part(undelivered(), 2));
        failed.summary()
    };
    assert_eq!((with_failure.state, with_failure.is_final), (State::Undelivered, true));
    assert_eq!(with_failure.failure.unwrap().reason, Reason::Unreachable);
    outcome.apply(&part(delivered(), 2));
    assert_eq!((outcome.state(), outcome.is_final()), (State::Delivered, true));
    let single = [receipt(failed(State::Rejected, Reason::Blocked), Confirmation::None, "x")];
    let mut single = single.map(|receipt| part(receipt, 1));
    single[0].parts = Some(1);
    assert_eq!(Outcome::from_receipts(Policy::DeliveredWins, &single).state(), State::Rejected);
}

#[test]
fn facts_are_merged_one_by_one() {
    let at = |mut receipt: Receipt<'static>, time: i64| {
        receipt.occurred_at = Timestamp::from_unix(time);
        receipt
    };
    let sent = receipt((State::Sent, false, None), Confirmation::Operator, "sent");
    let receipts = [at(delivered(), 9), at(sent.clone(), 5), at(sent, 3), at(undelivered(), 4)];
    let outcome = Outcome::from_receipts(Policy::DeliveredWins, &receipts);
    let seconds = |time: Option<Timestamp>| time.map(Timestamp::unix_seconds);
    assert_eq!(seconds(outcome.sent_at()), Some(3));
    assert_eq!(seconds(outcome.delivered_at()), Some(9));
    assert_eq!(seconds(outcome.failed_at()), Some(4));
    assert_eq!(outcome.read_at(), None);
    let seen: BTreeMap<u32, u16> = outcome.parts().map(|(part, own)| (part, own.seen())).collect();
    assert_eq!(seen, BTreeMap::from([(0, 1 << 3 | 1 << 8 | 1 << 9)]));
}

/// A receipt and its key, computed by the Python model in `tests/sql/model.py`.
#[derive(serde::Deserialize)]
struct Modelled {
    provider: String,
    account: String,
    message_id: String,
    recipient: Option<String>,
    recipient_in_keys: bool,
    time_in_key: bool,
    part: Option<u32>,
    status: Option<String>,
    code: Option<String>,
    occurred_at: Option<String>,
    state: State,
    #[serde(rename = "final")]
    is_final: bool,
    confirmation: Confirmation,
    reason: Option<Reason>,
    permanence: Option<Permanence>,
    source: Option<Source>,
    policy: Policy,
    message_key: String,
    dedupe_key: String,
    merge_key: String,
    seen: u16,
}

#[test]
fn bytes_that_are_the_key_of_no_receipt_are_refused() {
    let verdict_of = |bytes: [u8; 36]| ([bytes[0], bytes[1], bytes[2]], bytes[15..20].to_vec());
    let sources = || (0..=u8::MAX).filter_map(Source::from_number);
    let confirmations = || (0..=u8::MAX).filter_map(Confirmation::from_number);
    let verdicts = crate::every_combination().flat_map(|(state, is_final, failure)| {
        sources().map(move |source| {
            let failure = failure.map(|own| Failure::new(own.reason, own.permanence, source));
            (state, is_final, failure)
        })
    });
    let mut keys = Vec::new();
    for verdict in verdicts {
        for confirmation in confirmations() {
            let receipt = receipt(verdict, confirmation, "s");
            for policy in [Policy::DeliveredWins, Policy::FailureSticky] {
                keys.push(*MergeKey::new(&receipt, policy).as_bytes());
            }
        }
    }
    let genuine: std::collections::BTreeSet<_> = keys.iter().copied().map(verdict_of).collect();
    let mut refused = 0;
    for key in keys.iter().step_by(331) {
        for place in [0, 1, 2, 15, 16, 17, 18, 19] {
            for byte in 0..=u8::MAX {
                let mut other = *key;
                other[place] = byte;
                let is_genuine = genuine.contains(&verdict_of(other));
                assert_eq!(MergeKey::from_bytes(other).is_some(), is_genuine, "{other:?}");
                refused += usize::from(!is_genuine);
            }
        }
    }
    assert!(refused > 100_000);
}

#[test]
fn another_implementation_computes_the_same_keys() {
    let lines = include_str!("../../../tests/sql/merge_keys.jsonl").lines();
    let mut compared = 0;
    for line in lines {
        let modelled: Modelled = serde_json::from_str(line).unwrap();
        let failure = modelled.reason.map(|reason| {
            Failure::new(reason, modelled.permanence.unwrap(), modelled.source.unwrap())
        });
        let verdict = (modelled.state, modelled.is_final, failure);
        let mut receipt = receipt(verdict, modelled.confirmation, "");
        receipt.message_id = modelled.message_id.into();
        receipt.recipient = modelled.recipient.map(Into::into);
        receipt.part = modelled.part;
        receipt.status = modelled.status.map(Into::into);
        receipt.code = modelled.code.map(Into::into);
        receipt.set_occurred_at(modelled.occurred_at.map(Into::into));
        let mut capabilities = Capabilities::new(Scheme::ED25519);
        capabilities.recipient_in_key = modelled.recipient_in_keys;
        capabilities.time_in_key = modelled.time_in_key;
        receipt.scope = ScopeOf::Own(Arc::new(Scope::of_verifier(
            &modelled.provider,
            &modelled.account,
            &capabilities,
            AdviceOverrides::NONE,
        )));
        assert_eq!(receipt.message_key().to_string(), modelled.message_key);
        assert_eq!(receipt.dedupe_key().to_string(), modelled.dedupe_key);
        let key = MergeKey::new(&receipt, modelled.policy);
        assert_eq!(key.to_string(), modelled.merge_key);
        assert_eq!(1_u16 << key.rank(), modelled.seen);
        compared += 1;
    }
    assert_eq!(compared, 400);
}

#[test]
fn the_documented_json_is_an_outcome() {
    let page = include_str!("../../../docs/outcome.md");
    let (_, behind) = page.split_once("```json\n").unwrap();
    let (text, _) = behind.split_once("```").unwrap();
    let documented: serde_json::Value = serde_json::from_str(text).unwrap();
    let outcome: Outcome = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_value(&outcome).unwrap(), documented);
}
