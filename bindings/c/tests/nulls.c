/* Calls every function with NULL, and with other arguments that are off. `make functions` checks
 * that none is missing here. */
#include "check.h"

static delivrd_error *error;

/* The last error is of this kind; it is freed. */
static int failed(delivrd_result result, delivrd_result expected, const char *part)
{
    int is_right = result == expected && error != NULL && delivrd_error_result(error) == expected &&
                   holds(delivrd_error_message(error), part);
    if (!is_right) {
        delivrd_str message = delivrd_error_message(error);
        fprintf(stderr, "%u: %.*s\n", (unsigned)result, (int)message.len, message.ptr);
    }
    delivrd_error_free(error);
    error = NULL;
    return is_right;
}

static void errors(void)
{
    int64_t skew = 7;
    CHECK(delivrd_error_result(NULL) == DELIVRD_RESULT_OK);
    CHECK(delivrd_error_kind(NULL).ptr == NULL);
    CHECK(delivrd_error_message(NULL).ptr == NULL);
    CHECK(delivrd_error_http_status(NULL) == 0);
    CHECK(!delivrd_error_is_retryable(NULL));
    CHECK(!delivrd_error_is_authentic(NULL));
    CHECK(!delivrd_error_skew(NULL, &skew) && skew == 0);
    CHECK(!delivrd_error_skew(NULL, NULL));
    delivrd_error_free(NULL);
    CHECK(delivrd_result_kind(0).ptr == NULL && delivrd_result_kind(4711).ptr == NULL);
    CHECK(delivrd_result_http_status(0) == 200 && delivrd_result_http_status(4711) == 500);
    CHECK(!delivrd_result_is_retryable(4711) && !delivrd_result_is_authentic(4711));
    CHECK(delivrd_text_str(NULL).ptr == NULL);
    delivrd_text_free(NULL);
}

static void words(void)
{
    CHECK(delivrd_state_name(99).ptr == NULL && delivrd_confirmation_name(99).ptr == NULL);
    CHECK(delivrd_reason_name(99).ptr == NULL && delivrd_permanence_name(99).ptr == NULL);
    CHECK(delivrd_source_name(99).ptr == NULL && delivrd_code_system_name(99).ptr == NULL);
    CHECK(delivrd_action_name(99).ptr == NULL);
    CHECK(delivrd_abi_version() == DELIVRD_ABI_VERSION && delivrd_version().len > 0);
}

static void verifiers(void)
{
    delivrd_verifier *verifier = (delivrd_verifier *)&error;
    delivrd_notification *notification = (delivrd_notification *)&error;
    delivrd_request request = signed_request();
    delivrd_str none = {NULL, 0}, hollow = {NULL, 1}, latin = text("\xe4");
    delivrd_key key;
    delivrd_advice advice;

    CHECK(failed(delivrd_verifier_new(text("telecom23"), text(CONFIG), NULL, &error),
                 DELIVRD_RESULT_NULL_POINTER, "out"));
    CHECK(failed(delivrd_verifier_new(hollow, text(CONFIG), &verifier, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "provider"));
    CHECK(verifier == NULL);
    CHECK(failed(delivrd_verifier_new(text("telecom23"), latin, &verifier, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "UTF-8"));
    CHECK(failed(delivrd_verifier_new(text("nobody"), text("{}"), &verifier, &error),
                 DELIVRD_RESULT_UNKNOWN_PROVIDER, "telecom23, telnyx"));
    CHECK(failed(delivrd_verifier_new(text("telecom23"), none, &verifier, &error),
                 DELIVRD_RESULT_INVALID_CONFIG, "JSON object"));
    CHECK(failed(delivrd_verifier_new(text("telecom23"), text("{\"secret\":\"\"}"), &verifier,
                                      &error),
                 DELIVRD_RESULT_INVALID_CONFIG, "secret"));
    CHECK(delivrd_verifier_new(text("telecom23"), text("{}"), NULL, NULL) ==
          DELIVRD_RESULT_NULL_POINTER);
    CHECK(failed(delivrd_verifier_new_with(text("telecom23"), text(CONFIG), NULL, 0, NULL, &error),
                 DELIVRD_RESULT_NULL_POINTER, "out"));
    CHECK(failed(delivrd_verifier_new_with(text("telecom23"), text(CONFIG), NULL, 1, &verifier,
                                           &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "definitions is NULL"));
    CHECK(verifier == NULL);
    CHECK(failed(delivrd_verifier_new_with(text("telecom23"), text(CONFIG), &none, SIZE_MAX,
                                           &verifier, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "length of definitions"));
    CHECK(failed(delivrd_verifier_new_with(text("telecom23"), text(CONFIG), &hollow, 1, &verifier,
                                           &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "a definition is NULL"));
    CHECK(failed(delivrd_verifier_new_with(text("telecom23"), text(CONFIG), &latin, 1, &verifier,
                                           &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "a definition is not UTF-8"));
    CHECK(failed(delivrd_verifier_new_with(text("telecom23"), text(CONFIG), &none, 1, &verifier,
                                           &error),
                 DELIVRD_RESULT_INVALID_CONFIG, "definition: line 1"));
    CHECK(delivrd_verifier_new_with(text("telecom23"), text(CONFIG), NULL, 0, &verifier, NULL) ==
          DELIVRD_RESULT_OK);
    delivrd_verifier_free(verifier);

    CHECK(failed(delivrd_verifier_receive(NULL, &request, NOW, &notification, &error),
                 DELIVRD_RESULT_NULL_POINTER, "verifier"));
    CHECK(notification == NULL);
    CHECK(delivrd_verifier_receive_now(NULL, NULL, NULL, NULL) == DELIVRD_RESULT_NULL_POINTER);
    memset(&key, 1, sizeof key);
    CHECK(failed(delivrd_verifier_message_key(NULL, text("m"), none, &key, &error),
                 DELIVRD_RESULT_NULL_POINTER, "verifier"));
    CHECK(key.text[0] == 0 && key.bytes[0] == 0);
    CHECK(!delivrd_verifier_advise_outcome(NULL, NULL, &advice) && advice.id.ptr == NULL);
    CHECK(delivrd_verifier_provider(NULL).ptr == NULL);
    CHECK(delivrd_verifier_account(NULL).ptr == NULL);
    CHECK(delivrd_verifier_max_body(NULL) == 0);
    delivrd_verifier_free(NULL);

    verifier = new_verifier();
    CHECK(is(delivrd_verifier_provider(verifier), "telecom23"));
    CHECK(is(delivrd_verifier_account(verifier), ""));
    CHECK(delivrd_verifier_max_body(verifier) == 1 << 20);
    CHECK(!delivrd_verifier_advise_outcome(verifier, NULL, &advice));
    CHECK(failed(delivrd_verifier_message_key(verifier, latin, none, &key, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "message_id"));
    CHECK(failed(delivrd_verifier_message_key(verifier, text("m"), none, NULL, &error),
                 DELIVRD_RESULT_NULL_POINTER, "out"));
    CHECK(failed(delivrd_verifier_receive(verifier, NULL, NOW, &notification, &error),
                 DELIVRD_RESULT_NULL_POINTER, "request"));
    CHECK(failed(delivrd_verifier_receive(verifier, &request, NOW, NULL, &error),
                 DELIVRD_RESULT_NULL_POINTER, "out"));
    CHECK(delivrd_verifier_receive(verifier, &request, NOW, NULL, NULL) ==
          DELIVRD_RESULT_NULL_POINTER);
    request.size = sizeof request - 1;
    CHECK(failed(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "size"));
    request = signed_request();
    request.headers = NULL;
    CHECK(failed(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "headers"));
    request = signed_request();
    request.header_count = SIZE_MAX / 2;
    CHECK(failed(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "headers"));
    request = signed_request();
    request.body.ptr = NULL;
    CHECK(failed(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "body"));
    request = signed_request();
    request.url = latin;
    CHECK(failed(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "url"));
    delivrd_header odd[3] = {signed_headers()[0], signed_headers()[1], {latin, bytes("x")}};
    request = signed_request();
    request.headers = odd;
    request.header_count = 3;
    CHECK(delivrd_verifier_receive(verifier, &request, NOW, &notification, &error) ==
          DELIVRD_RESULT_OK);
    CHECK(error == NULL);
    delivrd_notification_free(notification);
    delivrd_verifier_free(verifier);
}

static void urls(void)
{
    delivrd_seen_request seen = seen_request("/dlr");
    delivrd_str none = {NULL, 0}, hollow = {NULL, 1}, latin = text("\xe4");
    delivrd_text *url = (delivrd_text *)&error;

    CHECK(failed(delivrd_external_url(NULL, none, 0, &url, &error), DELIVRD_RESULT_NULL_POINTER,
                 "seen"));
    CHECK(url == NULL);
    CHECK(failed(delivrd_external_url(&seen, none, 0, NULL, &error), DELIVRD_RESULT_NULL_POINTER,
                 "out"));
    CHECK(delivrd_external_url(NULL, none, 0, NULL, NULL) == DELIVRD_RESULT_NULL_POINTER);
    seen.size = sizeof seen - 1;
    CHECK(failed(delivrd_external_url(&seen, none, 0, &url, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "size"));
    seen = seen_request("/dlr");
    CHECK(failed(delivrd_external_url(&seen, hollow, 0, &url, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "base_url"));
    CHECK(failed(delivrd_external_url(&seen, latin, 0, &url, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "base_url"));
    seen.host = hollow;
    CHECK(failed(delivrd_external_url(&seen, none, 0, &url, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "host"));
    seen = seen_request("/dlr");
    seen.server_name = hollow;
    CHECK(failed(delivrd_external_url(&seen, none, 0, &url, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "server_name"));
    seen = seen_request("\xe4");
    CHECK(failed(delivrd_external_url(&seen, none, 0, &url, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "target"));
    seen = seen_request("/dlr");
    seen.header_count = 1;
    CHECK(failed(delivrd_external_url(&seen, none, 0, &url, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "headers"));
    delivrd_header odd = {text("x-forwarded-host"), {NULL, 1}};
    seen.headers = &odd;
    CHECK(failed(delivrd_external_url(&seen, none, 0, &url, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "header"));
    CHECK(url == NULL);
    /* Nothing but its size. */
    memset(&seen, 0, sizeof seen);
    seen.size = sizeof seen;
    CHECK(delivrd_external_url(&seen, none, 0, &url, &error) == DELIVRD_RESULT_OK);
    CHECK(error == NULL && is(delivrd_text_str(url), "http://localhost/"));
    delivrd_text_free(url);
}

static void notifications(void)
{
    delivrd_notification *notification = (delivrd_notification *)&error;
    delivrd_text *json = (delivrd_text *)&error;
    delivrd_event event;
    delivrd_verification verified;
    delivrd_sha256 sha256;
    delivrd_unreadable unreadable;
    CHECK(delivrd_notification_provider(NULL).ptr == NULL);
    CHECK(delivrd_notification_account(NULL).ptr == NULL);
    CHECK(delivrd_notification_other(NULL).ptr == NULL);
    CHECK(!delivrd_notification_event(NULL, &event) && event.id.ptr == NULL);
    CHECK(!delivrd_notification_verified(NULL, &verified) && verified.key.ptr == NULL);
    CHECK(!delivrd_notification_payload_sha256(NULL, &sha256) && sha256.text[0] == 0);
    CHECK(!delivrd_notification_payload_sha256(NULL, NULL));
    CHECK(delivrd_notification_receipt_count(NULL) == 0);
    CHECK(delivrd_notification_receipt(NULL, 0) == NULL);
    CHECK(delivrd_notification_unreadable_count(NULL) == 0);
    CHECK(!delivrd_notification_unreadable(NULL, 0, &unreadable) && unreadable.kind.ptr == NULL);
    CHECK(failed(delivrd_notification_to_json(NULL, &json, &error), DELIVRD_RESULT_NULL_POINTER,
                 "notification"));
    CHECK(json == NULL);
    CHECK(failed(delivrd_notification_from_json(text("{}"), &notification, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "notification"));
    CHECK(notification == NULL);
    delivrd_notification_free(NULL);
}

static void receipts(void)
{
    delivrd_key key;
    delivrd_failure failure;
    delivrd_advice advice;
    delivrd_time at;
    delivrd_cost cost;
    delivrd_text *json;
    CHECK(!delivrd_receipt_dedupe_key(NULL, &key) && key.text[0] == 0);
    CHECK(!delivrd_receipt_message_key(NULL, &key) && !delivrd_receipt_message_key(NULL, NULL));
    CHECK(delivrd_receipt_message_id(NULL).ptr == NULL);
    CHECK(delivrd_receipt_reference(NULL).ptr == NULL);
    CHECK(delivrd_receipt_recipient(NULL).ptr == NULL);
    CHECK(delivrd_receipt_sender(NULL).ptr == NULL);
    CHECK(delivrd_receipt_channel(NULL).ptr == NULL);
    CHECK(delivrd_receipt_campaign(NULL).ptr == NULL);
    CHECK(delivrd_receipt_state(NULL) == DELIVRD_STATE_UNKNOWN);
    CHECK(!delivrd_receipt_is_final(NULL));
    CHECK(delivrd_receipt_confirmation(NULL) == DELIVRD_CONFIRMATION_NONE);
    CHECK(!delivrd_receipt_failure(NULL, &failure) && failure.reason == DELIVRD_REASON_UNKNOWN);
    CHECK(!delivrd_receipt_advice(NULL, &advice) && advice.id.ptr == NULL);
    CHECK(delivrd_receipt_status(NULL).ptr == NULL);
    CHECK(delivrd_receipt_code(NULL).ptr == NULL);
    CHECK(delivrd_receipt_code_system(NULL) == DELIVRD_CODE_SYSTEM_PROVIDER);
    CHECK(delivrd_receipt_detail(NULL).ptr == NULL);
    CHECK(!delivrd_receipt_occurred_at(NULL, &at) && at.text[0] == 0);
    CHECK(delivrd_receipt_parts(NULL) == 0 && delivrd_receipt_part(NULL) == 0);
    CHECK(!delivrd_receipt_cost(NULL, &cost) && cost.amount.ptr == NULL);
    CHECK(delivrd_receipt_carrier(NULL).ptr == NULL);
    CHECK(delivrd_receipt_network(NULL).ptr == NULL);
    CHECK(delivrd_receipt_tag_count(NULL) == 0 && delivrd_receipt_tag(NULL, 0).ptr == NULL);
    CHECK(delivrd_receipt_extra_count(NULL) == 0);
    CHECK(delivrd_receipt_extra_name(NULL, 0).ptr == NULL);
    CHECK(delivrd_receipt_extra_value(NULL, 0).ptr == NULL);
    CHECK(failed(delivrd_receipt_to_json(NULL, &json, &error), DELIVRD_RESULT_NULL_POINTER,
                 "receipt"));
}

static void outcomes(void)
{
    delivrd_outcome *outcome = NULL;
    delivrd_change change = {.size = sizeof change};
    delivrd_summary summary;
    delivrd_advice advice;
    delivrd_time at;
    delivrd_cost cost;
    delivrd_segment segment;
    delivrd_text *json;
    CHECK(failed(delivrd_outcome_new(0, NULL, &error), DELIVRD_RESULT_NULL_POINTER, "out"));
    CHECK(failed(delivrd_outcome_new(2, &outcome, &error), DELIVRD_RESULT_INVALID_ARGUMENT,
                 "policy"));
    CHECK(failed(delivrd_outcome_from_json(text("[]"), &outcome, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "outcome"));
    CHECK(failed(delivrd_outcome_to_json(NULL, &json, &error), DELIVRD_RESULT_NULL_POINTER,
                 "outcome"));
    CHECK(failed(delivrd_outcome_apply(NULL, NULL, &change, &error), DELIVRD_RESULT_NULL_POINTER,
                 "outcome"));
    CHECK(failed(delivrd_outcome_merge(NULL, NULL, &change, &error), DELIVRD_RESULT_NULL_POINTER,
                 "outcome"));
    CHECK(!delivrd_outcome_summary(NULL, &summary) && summary.state == DELIVRD_STATE_UNKNOWN);
    CHECK(!delivrd_outcome_contradiction(NULL, &summary));
    CHECK(!delivrd_outcome_advice(NULL, &advice));
    CHECK(!delivrd_outcome_sent_at(NULL, &at) && !delivrd_outcome_delivered_at(NULL, &at));
    CHECK(!delivrd_outcome_read_at(NULL, &at) && !delivrd_outcome_failed_at(NULL, &at));
    CHECK(delivrd_outcome_parts(NULL) == 0 && !delivrd_outcome_cost(NULL, &cost));
    CHECK(delivrd_outcome_policy(NULL) == DELIVRD_POLICY_DELIVERED_WINS);
    CHECK(delivrd_outcome_segment_count(NULL) == 0 && !delivrd_outcome_segment(NULL, 0, &segment));
    delivrd_outcome_free(NULL);

    CHECK(delivrd_outcome_new(0, &outcome, NULL) == DELIVRD_RESULT_OK);
    change.new_information = change.transition = true;
    CHECK(failed(delivrd_outcome_apply(outcome, NULL, &change, &error),
                 DELIVRD_RESULT_NULL_POINTER, "receipt"));
    CHECK(!change.new_information && !change.transition);
    CHECK(failed(delivrd_outcome_merge(outcome, NULL, &change, &error),
                 DELIVRD_RESULT_NULL_POINTER, "other"));
    change.size = sizeof change - 1;
    CHECK(failed(delivrd_outcome_merge(outcome, outcome, &change, &error),
                 DELIVRD_RESULT_INVALID_ARGUMENT, "size"));
    CHECK(delivrd_outcome_merge(outcome, outcome, NULL, NULL) == DELIVRD_RESULT_OK);
    delivrd_outcome_free(outcome);
}

int main(void)
{
    errors();
    words();
    verifiers();
    urls();
    notifications();
    receipts();
    outcomes();
    puts("c: every function called with NULL");
    return 0;
}
