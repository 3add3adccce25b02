/* libdelivrd: verify, parse and normalise SMS delivery receipts.
 *
 * docs/c-abi.md has the rules in full. In short: a handle is made by `_new` or an output and freed
 * once by `_free`; a handle is immutable and may be used by any number of threads (outcomes
 * excepted); text and bytes are a pointer and a length; inputs are borrowed for the call, outputs
 * live as long as the handle they came from; outputs are NULL or 0 on failure; `error` may be
 * NULL. Structs that begin with `size` may grow, the others never do.
 */

#ifndef DELIVRD_H
#define DELIVRD_H

/* Made from bindings/c/src by `cargo xtask header`: do not edit. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * The number of the binary interface: it rises when a caller has to be built again, and names
 * the shared library (`libdelivrd.so.1`).
 */
#define DELIVRD_ABI_VERSION 1

/**
 * What became of a call. 1xxx: the call itself; 2xxx: the request is not authentic, or not
 * fresh; 3xxx: the body cannot be read; 9xxx: a bug in the library. A number that is not listed
 * here comes from a later release: treat it as its thousand.
 */
enum delivrd_result
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * It went well.
     */
    DELIVRD_RESULT_OK = 0,
    /**
     * A pointer was NULL.
     */
    DELIVRD_RESULT_NULL_POINTER = 1001,
    /**
     * An argument is off.
     */
    DELIVRD_RESULT_INVALID_ARGUMENT = 1002,
    /**
     * No provider has this id.
     */
    DELIVRD_RESULT_UNKNOWN_PROVIDER = 1003,
    /**
     * A member of the configuration is missing, malformed, weak or unknown.
     */
    DELIVRD_RESULT_INVALID_CONFIG = 1004,
    /**
     * A security header is absent or empty.
     */
    DELIVRD_RESULT_MISSING_HEADER = 2001,
    /**
     * A security header is not of the exact form.
     */
    DELIVRD_RESULT_MALFORMED_HEADER = 2002,
    /**
     * A security header stands twice with different values.
     */
    DELIVRD_RESULT_DUPLICATE_HEADER = 2003,
    /**
     * No configured key fits.
     */
    DELIVRD_RESULT_BAD_SIGNATURE = 2004,
    /**
     * Signed by the provider, but longer ago than the tolerance allows.
     */
    DELIVRD_RESULT_STALE_TIMESTAMP = 2005,
    /**
     * Signed by the provider, but further ahead than the tolerance allows.
     */
    DELIVRD_RESULT_FUTURE_TIMESTAMP = 2006,
    /**
     * The body is over the limit.
     */
    DELIVRD_RESULT_BODY_TOO_LARGE = 3001,
    /**
     * Signed by the provider, but not of its documented form: keep the body, then answer 200.
     */
    DELIVRD_RESULT_MALFORMED_BODY = 3002,
    /**
     * A bug in the library.
     */
    DELIVRD_RESULT_INTERNAL = 9001,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum delivrd_result delivrd_result;
#else
typedef uint32_t delivrd_result;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What to do about a message.
 */
enum delivrd_action
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nothing.
     */
    DELIVRD_ACTION_NONE = 0,
    /**
     * More news may come.
     */
    DELIVRD_ACTION_WAIT = 1,
    /**
     * Send the same message later, with growing pauses and a cap.
     */
    DELIVRD_ACTION_RETRY = 2,
    /**
     * Try another channel or provider.
     */
    DELIVRD_ACTION_USE_OTHER_CHANNEL = 3,
    /**
     * Correct the recipient's number.
     */
    DELIVRD_ACTION_FIX_RECIPIENT = 4,
    /**
     * Correct or register the sender.
     */
    DELIVRD_ACTION_FIX_SENDER = 5,
    /**
     * Change the content.
     */
    DELIVRD_ACTION_FIX_CONTENT = 6,
    /**
     * Settle something about the account.
     */
    DELIVRD_ACTION_FIX_ACCOUNT = 7,
    /**
     * Send nothing more from this sender to this recipient until it opts in again.
     */
    DELIVRD_ACTION_SUPPRESS = 8,
    /**
     * Ask the provider.
     */
    DELIVRD_ACTION_ASK_PROVIDER = 9,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum delivrd_action delivrd_action;
#else
typedef uint32_t delivrd_action;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What became of a message.
 */
enum delivrd_state
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * No outcome, or a status word that the table lacks.
     */
    DELIVRD_STATE_UNKNOWN = 0,
    /**
     * The provider took the request.
     */
    DELIVRD_STATE_ACCEPTED = 1,
    /**
     * It waits at the provider.
     */
    DELIVRD_STATE_QUEUED = 2,
    /**
     * It is with the carrier.
     */
    DELIVRD_STATE_SENT = 3,
    /**
     * It arrived; the confirmation says who says so.
     */
    DELIVRD_STATE_DELIVERED = 4,
    /**
     * It did not arrive; not final while the provider may still try.
     */
    DELIVRD_STATE_UNDELIVERED = 5,
    /**
     * A policy refused it.
     */
    DELIVRD_STATE_REJECTED = 6,
    /**
     * Its validity ran out.
     */
    DELIVRD_STATE_EXPIRED = 7,
    /**
     * The sender stopped it.
     */
    DELIVRD_STATE_CANCELED = 8,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum delivrd_state delivrd_state;
#else
typedef uint32_t delivrd_state;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How far the news goes.
 */
enum delivrd_confirmation
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nobody confirms an arrival.
     */
    DELIVRD_CONFIRMATION_NONE = 0,
    /**
     * The provider has the message.
     */
    DELIVRD_CONFIRMATION_PROVIDER = 1,
    /**
     * The operator has it.
     */
    DELIVRD_CONFIRMATION_OPERATOR = 2,
    /**
     * Delivered, but nobody says by whom.
     */
    DELIVRD_CONFIRMATION_UNSPECIFIED = 3,
    /**
     * The handset has it.
     */
    DELIVRD_CONFIRMATION_HANDSET = 4,
    /**
     * The recipient has read it.
     */
    DELIVRD_CONFIRMATION_READ = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum delivrd_confirmation delivrd_confirmation;
#else
typedef uint32_t delivrd_confirmation;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Why a message failed.
 */
enum delivrd_reason
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nobody says why.
     */
    DELIVRD_REASON_UNKNOWN = 0,
    /**
     * The number is not a valid destination.
     */
    DELIVRD_REASON_INVALID_DESTINATION = 1,
    /**
     * The number belongs to no subscriber.
     */
    DELIVRD_REASON_UNKNOWN_SUBSCRIBER = 2,
    /**
     * The phone was off or out of range.
     */
    DELIVRD_REASON_UNREACHABLE = 3,
    /**
     * The number cannot receive this kind of message.
     */
    DELIVRD_REASON_LANDLINE_OR_UNSUPPORTED = 4,
    /**
     * The recipient opted out.
     */
    DELIVRD_REASON_OPTED_OUT = 5,
    /**
     * A filter took it for spam.
     */
    DELIVRD_REASON_SPAM_FILTERED = 6,
    /**
     * A provider or carrier blocked message, sender or recipient.
     */
    DELIVRD_REASON_BLOCKED = 7,
    /**
     * The account may not send to this destination.
     */
    DELIVRD_REASON_DESTINATION_NOT_ALLOWED = 8,
    /**
     * The sender lacks a registration.
     */
    DELIVRD_REASON_SENDER_NOT_REGISTERED = 9,
    /**
     * The sender cannot be used.
     */
    DELIVRD_REASON_INVALID_SENDER = 10,
    /**
     * Content or format was refused.
     */
    DELIVRD_REASON_MESSAGE_INVALID = 11,
    /**
     * Too much at once, or a quota is used up.
     */
    DELIVRD_REASON_THROTTLED = 12,
    /**
     * The balance or spend limit is used up.
     */
    DELIVRD_REASON_INSUFFICIENT_FUNDS = 13,
    /**
     * The account may not send.
     */
    DELIVRD_REASON_ACCOUNT_PROBLEM = 14,
    /**
     * The carrier failed or refused without a closer reason.
     */
    DELIVRD_REASON_CARRIER_ERROR = 15,
    /**
     * The provider failed.
     */
    DELIVRD_REASON_PROVIDER_ERROR = 16,
    /**
     * The validity ran out.
     */
    DELIVRD_REASON_EXPIRED = 17,
    /**
     * The sender stopped it.
     */
    DELIVRD_REASON_CANCELED = 18,
    /**
     * The same message had been accepted before.
     */
    DELIVRD_REASON_DUPLICATE = 19,
    /**
     * No receipt came, and none will.
     */
    DELIVRD_REASON_NO_RECEIPT = 20,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum delivrd_reason delivrd_reason;
#else
typedef uint32_t delivrd_reason;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether the same message, sent again unchanged, fails the same way.
 */
enum delivrd_permanence
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nobody says.
     */
    DELIVRD_PERMANENCE_UNKNOWN = 0,
    /**
     * It may pass later without any change.
     */
    DELIVRD_PERMANENCE_TEMPORARY = 1,
    /**
     * It fails until somebody changes something.
     */
    DELIVRD_PERMANENCE_PERMANENT = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum delivrd_permanence delivrd_permanence;
#else
typedef uint32_t delivrd_permanence;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What reason and permanence rest on.
 */
enum delivrd_source
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Only the status word.
     */
    DELIVRD_SOURCE_STATUS = 0,
    /**
     * The text beside the code.
     */
    DELIVRD_SOURCE_TEXT = 1,
    /**
     * The code table.
     */
    DELIVRD_SOURCE_CODE = 2,
    /**
     * The payload says so itself.
     */
    DELIVRD_SOURCE_PROVIDER = 3,
    /**
     * The configuration of the verifier.
     */
    DELIVRD_SOURCE_CONFIG = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum delivrd_source delivrd_source;
#else
typedef uint32_t delivrd_source;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Which numbering a code belongs to.
 */
enum delivrd_code_system
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The provider's own codes.
     */
    DELIVRD_CODE_SYSTEM_PROVIDER = 0,
    /**
     * SMPP command status or network errors.
     */
    DELIVRD_CODE_SYSTEM_SMPP = 1,
    /**
     * GSM MAP errors.
     */
    DELIVRD_CODE_SYSTEM_MAP = 2,
    /**
     * RP causes (3GPP TS 24.011).
     */
    DELIVRD_CODE_SYSTEM_RP = 3,
    /**
     * TP failure causes (3GPP TS 23.040).
     */
    DELIVRD_CODE_SYSTEM_TP = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum delivrd_code_system delivrd_code_system;
#else
typedef uint32_t delivrd_code_system;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Which side wins where a refusal stands beside a delivery that somebody confirmed.
 */
enum delivrd_policy
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The delivery.
     */
    DELIVRD_POLICY_DELIVERED_WINS = 0,
    /**
     * The refusal, unless the message was read.
     */
    DELIVRD_POLICY_FAILURE_STICKY = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum delivrd_policy delivrd_policy;
#else
typedef uint32_t delivrd_policy;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Why a call failed. It belongs to the caller, and holds nothing of the request but a skew.
 */
typedef struct delivrd_error delivrd_error;

/**
 * The receipts of one authentic request, and what else it says. Immutable: any number of
 * threads may read it at once.
 */
typedef struct delivrd_notification delivrd_notification;

/**
 * What the receipts of one message say together, whatever their order and number. The one
 * handle that changes: while `delivrd_outcome_apply` or `_merge` runs on it, no other thread may
 * use it.
 */
typedef struct delivrd_outcome delivrd_outcome;

/**
 * One piece of news about one message to one recipient. It belongs to its notification, and
 * lives as long. Immutable, like it.
 */
typedef struct delivrd_receipt delivrd_receipt;

/**
 * A text that belongs to the caller.
 */
typedef struct delivrd_text delivrd_text;

/**
 * One endpoint: a provider with keys, tolerance, limits and the label of an account. Immutable:
 * any number of threads may use it at once.
 */
typedef struct delivrd_verifier delivrd_verifier;

/**
 * UTF-8 text, not NUL-terminated. As an input it is borrowed for the call; as an output it lives
 * as long as the handle it was read from. `ptr` is NULL where there is no text, which is not the
 * same as a text of length 0.
 */
typedef struct delivrd_str {
    /**
     * The first byte; may be NULL if `len` is 0.
     */
    const char *ptr;
    /**
     * The number of bytes.
     */
    size_t len;
} delivrd_str;

/**
 * Bytes. As an input they are borrowed for the call.
 */
typedef struct delivrd_bytes {
    /**
     * The first byte; may be NULL if `len` is 0.
     */
    const uint8_t *ptr;
    /**
     * The number of bytes.
     */
    size_t len;
} delivrd_bytes;

/**
 * A header of a request.
 */
typedef struct delivrd_header {
    /**
     * The name, in any case.
     */
    struct delivrd_str name;
    /**
     * The raw value, with nothing trimmed, decoded or joined.
     */
    struct delivrd_bytes value;
} delivrd_header;

/**
 * A request as it arrived.
 */
typedef struct delivrd_request {
    /**
     * `sizeof(delivrd_request)`, so that members can be added.
     */
    size_t size;
    /**
     * The method, as in the request line.
     */
    struct delivrd_str method;
    /**
     * The full URL as the provider called it: scheme, host, path and query. Behind a proxy that
     * is not what the server sees.
     */
    struct delivrd_str url;
    /**
     * Every header, in order and with repetitions. One whose name is not UTF-8 is passed over.
     */
    const struct delivrd_header *headers;
    /**
     * The number of headers.
     */
    size_t header_count;
    /**
     * The raw body.
     */
    struct delivrd_bytes body;
} delivrd_request;

/**
 * A key of a message or a receipt.
 */
typedef struct delivrd_key {
    /**
     * `v1:` and 32 hex digits, and a NUL.
     */
    char text[36];
    /**
     * The 16 bytes behind `v1:`, as a store keeps them.
     */
    uint8_t bytes[16];
} delivrd_key;

/**
 * What to do.
 */
typedef struct delivrd_advice {
    /**
     * The action.
     */
    delivrd_action action;
    /**
     * The stable name of the explanation, for translation.
     */
    struct delivrd_str id;
    /**
     * One plain English sentence, fit to be shown to an end user.
     */
    struct delivrd_str explanation;
} delivrd_advice;

/**
 * What a server saw of a request.
 */
typedef struct delivrd_seen_request {
    /**
     * `sizeof(delivrd_seen_request)`, so that members can be added.
     */
    size_t size;
    /**
     * Whether the connection to this server was TLS.
     */
    bool is_tls;
    /**
     * The port that the server listens on, for a request without a host; 0 if it has none.
     */
    uint16_t server_port;
    /**
     * The `Host` header, or `:authority` in HTTP/2: what the client says. It may be absent, and
     * counts as absent where it is not UTF-8.
     */
    struct delivrd_str host;
    /**
     * What the server calls itself, for a request without a host; as `host`.
     */
    struct delivrd_str server_name;
    /**
     * The target as in the request line, with nothing decoded. Proxies may send a whole URL, of
     * which path and query are taken.
     */
    struct delivrd_str target;
    /**
     * Every header, in order and with repetitions. They are looked at only with `trusted_hops`.
     */
    const struct delivrd_header *headers;
    /**
     * The number of headers.
     */
    size_t header_count;
} delivrd_seen_request;

/**
 * The provider's envelope of a callback.
 */
typedef struct delivrd_event {
    /**
     * The provider's id of the event.
     */
    struct delivrd_str id;
    /**
     * The provider's name of its type.
     */
    struct delivrd_str type;
    /**
     * Which attempt of the same event this is, from 1; 0 if nobody says.
     */
    uint32_t attempt;
} delivrd_event;

/**
 * A point in time.
 */
typedef struct delivrd_time {
    /**
     * RFC 3339 in UTC with the fraction digits as sent, and a NUL.
     */
    char text[32];
    /**
     * Seconds since 1970-01-01T00:00:00Z, rounded down.
     */
    int64_t seconds;
    /**
     * The fraction of the second.
     */
    uint32_t nanoseconds;
} delivrd_time;

/**
 * How a request was proven to be authentic and fresh.
 */
typedef struct delivrd_verification {
    /**
     * How the provider proves itself, such as `hmac_sha256`.
     */
    struct delivrd_str scheme;
    /**
     * The label of the key that fits; by default its position in the list of keys.
     */
    struct delivrd_str key;
    /**
     * Whether a time was signed, so that the next two members say something.
     */
    bool has_time;
    /**
     * The time that was signed.
     */
    struct delivrd_time signed_at;
    /**
     * Signed time minus the time of the call, in seconds.
     */
    int64_t skew;
} delivrd_verification;

/**
 * A SHA-256.
 */
typedef struct delivrd_sha256 {
    /**
     * 64 hex digits, and a NUL.
     */
    char text[65];
    /**
     * The same as bytes.
     */
    uint8_t bytes[32];
} delivrd_sha256;

/**
 * An item of a batch that could not be read.
 */
typedef struct delivrd_unreadable {
    /**
     * Its position in the payload, from 0.
     */
    size_t index;
    /**
     * `missing_member` or `wrong_type`.
     */
    struct delivrd_str kind;
} delivrd_unreadable;

/**
 * Why a message failed.
 */
typedef struct delivrd_failure {
    /**
     * Why.
     */
    delivrd_reason reason;
    /**
     * Whether the same message fails again.
     */
    delivrd_permanence permanence;
    /**
     * What both rest on.
     */
    delivrd_source source;
} delivrd_failure;

/**
 * A price, exactly as sent.
 */
typedef struct delivrd_cost {
    /**
     * The decimal digits, with sign and exponent as sent.
     */
    struct delivrd_str amount;
    /**
     * The currency; no text if the provider names none.
     */
    struct delivrd_str currency;
} delivrd_cost;

/**
 * What to act on.
 */
typedef struct delivrd_summary {
    /**
     * What became of the message.
     */
    delivrd_state state;
    /**
     * Whether no later news is expected.
     */
    bool is_final;
    /**
     * How far the news goes.
     */
    delivrd_confirmation confirmation;
    /**
     * Whether the next member says something.
     */
    bool has_failure;
    /**
     * Why the message failed.
     */
    struct delivrd_failure failure;
    /**
     * A refusal stands beside a delivery that somebody confirmed.
     */
    bool conflict;
    /**
     * A confirmed delivery stands beside "expired" or "no outcome will come".
     */
    bool late;
} delivrd_summary;

/**
 * What a receipt or another outcome changed.
 */
typedef struct delivrd_change {
    /**
     * `sizeof(delivrd_change)`, set by the caller, so that members can be added.
     */
    size_t size;
    /**
     * Whether the outcome holds anything now that it did not hold before.
     */
    bool new_information;
    /**
     * Whether `before` and `after` differ: act once, when this is true.
     */
    bool transition;
    /**
     * The outcome before.
     */
    struct delivrd_summary before;
    /**
     * The outcome after.
     */
    struct delivrd_summary after;
} delivrd_change;

/**
 * What is known of one segment of a message; segment 0 where the provider tells none apart.
 */
typedef struct delivrd_segment {
    /**
     * The number of the segment.
     */
    uint32_t part;
    /**
     * One bit for each rank of a receipt that was seen; bit 0 is rank 0.
     */
    uint16_t seen;
    /**
     * The merge key of the receipt that decides: compared as bytes, the greater one stays.
     */
    uint8_t merge_key[36];
} delivrd_segment;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The text of a handle.
 *
 * # Safety
 *
 * `text` is NULL or a live handle.
 */
struct delivrd_str delivrd_text_str(const struct delivrd_text *text);

/**
 * Frees a text. NULL is fine.
 *
 * # Safety
 *
 * `text` is NULL or a handle that was not freed before.
 */
void delivrd_text_free(struct delivrd_text *text);

/**
 * The name of a result, as in every language; no text for 0 and for an unknown number.
 */
struct delivrd_str delivrd_result_kind(uint32_t result);

/**
 * The HTTP status to answer the provider with: 200 for 0, 500 for an unknown number.
 */
uint16_t delivrd_result_http_status(uint32_t result);

/**
 * Whether the same call may succeed later.
 */
bool delivrd_result_is_retryable(uint32_t result);

/**
 * Whether the request was proven to come from the provider all the same.
 */
bool delivrd_result_is_authentic(uint32_t result);

/**
 * The number of an error: what the call returned. `DELIVRD_RESULT_OK` for NULL.
 *
 * # Safety
 *
 * `error` is NULL or live.
 */
delivrd_result delivrd_error_result(const struct delivrd_error *error);

/**
 * The name of its kind, as in every language.
 *
 * # Safety
 *
 * `error` is NULL or live.
 */
struct delivrd_str delivrd_error_kind(const struct delivrd_error *error);

/**
 * What went wrong, in words. It holds no input, no key and no number.
 *
 * # Safety
 *
 * `error` is NULL or live.
 */
struct delivrd_str delivrd_error_message(const struct delivrd_error *error);

/**
 * The HTTP status to answer the provider with; 0 for NULL.
 *
 * # Safety
 *
 * `error` is NULL or live.
 */
uint16_t delivrd_error_http_status(const struct delivrd_error *error);

/**
 * Whether the same call may succeed later.
 *
 * # Safety
 *
 * `error` is NULL or live.
 */
bool delivrd_error_is_retryable(const struct delivrd_error *error);

/**
 * Whether the request was proven to come from the provider all the same.
 *
 * # Safety
 *
 * `error` is NULL or live.
 */
bool delivrd_error_is_authentic(const struct delivrd_error *error);

/**
 * Signed time minus the given time, in seconds, where a time was off. False, and 0, otherwise.
 *
 * # Safety
 *
 * `error` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_error_skew(const struct delivrd_error *error, int64_t *out);

/**
 * Frees an error. NULL is fine.
 *
 * # Safety
 *
 * `error` is NULL or a handle that was not freed before.
 */
void delivrd_error_free(struct delivrd_error *error);

/**
 * The word of a number of `delivrd_state`, as in every language; no text for an unknown number.
 */
struct delivrd_str delivrd_state_name(uint32_t number);

/**
 * The word of a number of `delivrd_confirmation`, as in every language; no text for an unknown number.
 */
struct delivrd_str delivrd_confirmation_name(uint32_t number);

/**
 * The word of a number of `delivrd_reason`, as in every language; no text for an unknown number.
 */
struct delivrd_str delivrd_reason_name(uint32_t number);

/**
 * The word of a number of `delivrd_permanence`, as in every language; no text for an unknown number.
 */
struct delivrd_str delivrd_permanence_name(uint32_t number);

/**
 * The word of a number of `delivrd_source`, as in every language; no text for an unknown number.
 */
struct delivrd_str delivrd_source_name(uint32_t number);

/**
 * The word of a number of `delivrd_code_system`, as in every language; no text for an unknown number.
 */
struct delivrd_str delivrd_code_system_name(uint32_t number);

/**
 * The word of a number of `delivrd_action`, as in every language; no text for an unknown number.
 */
struct delivrd_str delivrd_action_name(uint32_t number);

/**
 * The number of the binary interface that the library has. Compare it with
 * `DELIVRD_ABI_VERSION` where the library is loaded at run time.
 */
uint32_t delivrd_abi_version(void);

/**
 * The version of the package, as text.
 */
struct delivrd_str delivrd_version(void);

/**
 * Makes a verifier.
 *
 * `provider` is its id, such as `telnyx`. `config` is a JSON object with the members that
 * docs/receiving.md and the provider's page name, such as `{"public_key": "…"}`.
 *
 * Fails with `unknown_provider` (the message lists those there are), with `invalid_config`, or
 * with `invalid_argument` if a text is not UTF-8.
 *
 * # Safety
 *
 * The texts can be read; `out` and `error` are NULL or can be written to.
 */
delivrd_result delivrd_verifier_new(struct delivrd_str provider,
                                    struct delivrd_str config,
                                    struct delivrd_verifier **out,
                                    struct delivrd_error **error);

/**
 * `delivrd_verifier_new` that also knows providers of your own: `definitions` are the texts of
 * TOML files as docs/definitions.md has them. They belong to this verifier alone.
 *
 * Fails with `invalid_config` and the line of a definition's first mistake, too, and with
 * `invalid_argument` if the id of a definition is taken. Of several definitions, the message
 * says which, counted from 1.
 *
 * # Safety
 *
 * As `delivrd_verifier_new`; `definitions` is NULL, or points to `count` texts that can be read.
 */
delivrd_result delivrd_verifier_new_with(struct delivrd_str provider,
                                         struct delivrd_str config,
                                         const struct delivrd_str *definitions,
                                         size_t count,
                                         struct delivrd_verifier **out,
                                         struct delivrd_error **error);

/**
 * Authenticates and reads a request that arrived at `now` (Unix seconds).
 *
 * The notification keeps what it needs: the request may be freed afterwards, and so may the
 * verifier. Nothing of the body is read before it is authentic.
 *
 * Fails with a number of 2001 to 3002 by the order of docs/errors.md, with `null_pointer` or
 * `invalid_argument` if the call is off, or with `internal`.
 *
 * # Safety
 *
 * `verifier` is NULL or live; `request` is NULL or points to `size` bytes whose texts and arrays
 * can be read; `out` and `error` are NULL or can be written to.
 */
delivrd_result delivrd_verifier_receive(const struct delivrd_verifier *verifier,
                                        const struct delivrd_request *request,
                                        int64_t now,
                                        struct delivrd_notification **out,
                                        struct delivrd_error **error);

/**
 * `delivrd_verifier_receive` at the time of the system's clock.
 *
 * # Safety
 *
 * As `delivrd_verifier_receive`.
 */
delivrd_result delivrd_verifier_receive_now(const struct delivrd_verifier *verifier,
                                            const struct delivrd_request *request,
                                            struct delivrd_notification **out,
                                            struct delivrd_error **error);

/**
 * The key that the receipts of a message will have, at the time of sending it. `recipient` may
 * be absent (`ptr` NULL); it counts for providers whose message id can cover several ones.
 *
 * # Safety
 *
 * `verifier` is NULL or live; the texts can be read; `out` and `error` are NULL or can be
 * written to.
 */
delivrd_result delivrd_verifier_message_key(const struct delivrd_verifier *verifier,
                                            struct delivrd_str message_id,
                                            struct delivrd_str recipient,
                                            struct delivrd_key *out,
                                            struct delivrd_error **error);

/**
 * What to do about a message, with the `advice` of the verifier's configuration in front. The
 * texts live as long as the verifier. False if one of the two is NULL.
 *
 * # Safety
 *
 * `verifier` and `outcome` are NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_verifier_advise_outcome(const struct delivrd_verifier *verifier,
                                     const struct delivrd_outcome *outcome,
                                     struct delivrd_advice *out);

/**
 * The id of the verifier's provider.
 *
 * # Safety
 *
 * `verifier` is NULL or live.
 */
struct delivrd_str delivrd_verifier_provider(const struct delivrd_verifier *verifier);

/**
 * The label of the verifier's account; empty if none is configured.
 *
 * # Safety
 *
 * `verifier` is NULL or live.
 */
struct delivrd_str delivrd_verifier_account(const struct delivrd_verifier *verifier);

/**
 * The longest body that the verifier reads, in bytes: what the server should refuse, too.
 *
 * # Safety
 *
 * `verifier` is NULL or live.
 */
size_t delivrd_verifier_max_body(const struct delivrd_verifier *verifier);

/**
 * Frees a verifier. Notifications that it made stay.
 *
 * # Safety
 *
 * `verifier` is NULL or a handle that was not freed before.
 */
void delivrd_verifier_free(struct delivrd_verifier *verifier);

/**
 * Makes the URL as the provider called it, for `delivrd_request`: behind a proxy the server sees
 * another one, and some providers sign it. Path and query are always those of the request line;
 * scheme and host are
 *
 * - with `base_url`, such as `https://example.com`, perhaps with a prefix of the path: those that
 *   it has. Nobody is trusted: the safest choice;
 * - with neither (`base_url.ptr` NULL, `trusted_hops` 0): those that the server saw. The client is
 *   trusted for the host; one that no host can have gives way to the server's own name;
 * - with `trusted_hops`, the number of your own proxies: those that the outermost of them wrote to
 *   `X-Forwarded-Proto` and `X-Forwarded-Host`, which is the value at that place from the right.
 *   Give it only if each of these proxies overwrites both headers, or appends to both: of a header
 *   that they pass on unchanged, anybody can choose the value. One with fewer values, or with one
 *   that is none, does not count.
 *
 * Fails with `invalid_argument` if `base_url` is not `http` or `https` with a host and without
 * user, query, fragment and blanks, if both are given, or if a text is not UTF-8.
 *
 * # Safety
 *
 * `seen` is NULL or points to `size` bytes whose texts and arrays can be read; `base_url` can be
 * read; `out` and `error` are NULL or can be written to.
 */
delivrd_result delivrd_external_url(const struct delivrd_seen_request *seen,
                                    struct delivrd_str base_url,
                                    size_t trusted_hops,
                                    struct delivrd_text **out,
                                    struct delivrd_error **error);

/**
 * The id of the provider.
 *
 * # Safety
 *
 * `notification` is NULL or live.
 */
struct delivrd_str delivrd_notification_provider(const struct delivrd_notification *notification);

/**
 * The label of the verifier's account.
 *
 * # Safety
 *
 * `notification` is NULL or live.
 */
struct delivrd_str delivrd_notification_account(const struct delivrd_notification *notification);

/**
 * The provider's envelope. False if `notification` is NULL.
 *
 * # Safety
 *
 * `notification` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_notification_event(const struct delivrd_notification *notification,
                                struct delivrd_event *out);

/**
 * How the request was proven. False for a notification that was read back from JSON and says that
 * it was not.
 *
 * # Safety
 *
 * `notification` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_notification_verified(const struct delivrd_notification *notification,
                                   struct delivrd_verification *out);

/**
 * SHA-256 of the raw body. Computed at each call. False if `notification` is NULL.
 *
 * # Safety
 *
 * `notification` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_notification_payload_sha256(const struct delivrd_notification *notification,
                                         struct delivrd_sha256 *out);

/**
 * The type of an authentic event that is no receipt: an inbound message, a click. No text where
 * there are receipts.
 *
 * # Safety
 *
 * `notification` is NULL or live.
 */
struct delivrd_str delivrd_notification_other(const struct delivrd_notification *notification);

/**
 * The number of receipts: one per recipient.
 *
 * # Safety
 *
 * `notification` is NULL or live.
 */
size_t delivrd_notification_receipt_count(const struct delivrd_notification *notification);

/**
 * A receipt, from 0, in the order of the payload; NULL past the end. It lives as long as the
 * notification.
 *
 * # Safety
 *
 * `notification` is NULL or live.
 */
const struct delivrd_receipt *delivrd_notification_receipt(const struct delivrd_notification *notification,
                                                           size_t index);

/**
 * The number of items of a batch that could not be read.
 *
 * # Safety
 *
 * `notification` is NULL or live.
 */
size_t delivrd_notification_unreadable_count(const struct delivrd_notification *notification);

/**
 * Such an item, from 0. False past the end.
 *
 * # Safety
 *
 * `notification` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_notification_unreadable(const struct delivrd_notification *notification,
                                     size_t index,
                                     struct delivrd_unreadable *out);

/**
 * The notification as JSON, with the members of the contract in their order. Free it with
 * `delivrd_text_free`.
 *
 * # Safety
 *
 * `notification` is NULL or live; `out` and `error` are NULL or can be written to.
 */
delivrd_result delivrd_notification_to_json(const struct delivrd_notification *notification,
                                            struct delivrd_text **out,
                                            struct delivrd_error **error);

/**
 * Reads back the JSON that `delivrd_notification_to_json` wrote. Read what you stored yourself
 * after verifying it, and nothing that came with a request. Fails with `invalid_argument`.
 *
 * # Safety
 *
 * The text can be read; `out` and `error` are NULL or can be written to.
 */
delivrd_result delivrd_notification_from_json(struct delivrd_str json,
                                              struct delivrd_notification **out,
                                              struct delivrd_error **error);

/**
 * Frees a notification and its receipts. NULL is fine.
 *
 * # Safety
 *
 * `notification` is NULL or a handle that was not freed before.
 */
void delivrd_notification_free(struct delivrd_notification *notification);

/**
 * Which fact the receipt states: insert it under a unique constraint. Computed at each call.
 * False if `receipt` is NULL.
 *
 * # Safety
 *
 * `receipt` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_receipt_dedupe_key(const struct delivrd_receipt *receipt, struct delivrd_key *out);

/**
 * Which message (and recipient) the receipt is about. Computed at each call. False if `receipt`
 * is NULL.
 *
 * # Safety
 *
 * `receipt` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_receipt_message_key(const struct delivrd_receipt *receipt, struct delivrd_key *out);

/**
 * The provider's id of the message.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
struct delivrd_str delivrd_receipt_message_id(const struct delivrd_receipt *receipt);

/**
 * The sender's own id, if the provider echoes one.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
struct delivrd_str delivrd_receipt_reference(const struct delivrd_receipt *receipt);

/**
 * The recipient, as sent.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
struct delivrd_str delivrd_receipt_recipient(const struct delivrd_receipt *receipt);

/**
 * The sender, as sent.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
struct delivrd_str delivrd_receipt_sender(const struct delivrd_receipt *receipt);

/**
 * `sms`, `mms`, `rcs`, `whatsapp`, … in lower case.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
struct delivrd_str delivrd_receipt_channel(const struct delivrd_receipt *receipt);

/**
 * A registration or campaign id.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
struct delivrd_str delivrd_receipt_campaign(const struct delivrd_receipt *receipt);

/**
 * What became of the message.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
delivrd_state delivrd_receipt_state(const struct delivrd_receipt *receipt);

/**
 * Whether no later news is expected.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
bool delivrd_receipt_is_final(const struct delivrd_receipt *receipt);

/**
 * How far the news goes.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
delivrd_confirmation delivrd_receipt_confirmation(const struct delivrd_receipt *receipt);

/**
 * Why the message failed. False if it did not, or not yet.
 *
 * # Safety
 *
 * `receipt` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_receipt_failure(const struct delivrd_receipt *receipt, struct delivrd_failure *out);

/**
 * What to do about this receipt, taken alone; of a message, ask its outcome. The texts live as
 * long as the receipt.
 *
 * # Safety
 *
 * `receipt` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_receipt_advice(const struct delivrd_receipt *receipt, struct delivrd_advice *out);

/**
 * The provider's word for the state.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
struct delivrd_str delivrd_receipt_status(const struct delivrd_receipt *receipt);

/**
 * The first error code that applies.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
struct delivrd_str delivrd_receipt_code(const struct delivrd_receipt *receipt);

/**
 * Which numbering the code belongs to; it says nothing where there is no code.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
delivrd_code_system delivrd_receipt_code_system(const struct delivrd_receipt *receipt);

/**
 * The provider's own explanation. It may hold numbers or message text.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
struct delivrd_str delivrd_receipt_detail(const struct delivrd_receipt *receipt);

/**
 * When it happened, by the provider's clock. False if nobody says.
 *
 * # Safety
 *
 * `receipt` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_receipt_occurred_at(const struct delivrd_receipt *receipt, struct delivrd_time *out);

/**
 * The number of segments of the message; 0 if nobody says.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
uint32_t delivrd_receipt_parts(const struct delivrd_receipt *receipt);

/**
 * Which segment the receipt is about; 0 if nobody says.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
uint32_t delivrd_receipt_part(const struct delivrd_receipt *receipt);

/**
 * The price. False if there is none.
 *
 * # Safety
 *
 * `receipt` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_receipt_cost(const struct delivrd_receipt *receipt, struct delivrd_cost *out);

/**
 * The carrier's name.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
struct delivrd_str delivrd_receipt_carrier(const struct delivrd_receipt *receipt);

/**
 * The network as MCC and MNC digits.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
struct delivrd_str delivrd_receipt_network(const struct delivrd_receipt *receipt);

/**
 * The number of labels that the provider echoes.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
size_t delivrd_receipt_tag_count(const struct delivrd_receipt *receipt);

/**
 * A label, from 0; no text past the end.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
struct delivrd_str delivrd_receipt_tag(const struct delivrd_receipt *receipt, size_t index);

/**
 * The number of facts that have no member here.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
size_t delivrd_receipt_extra_count(const struct delivrd_receipt *receipt);

/**
 * The provider's name of such a fact, from 0; no text past the end.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
struct delivrd_str delivrd_receipt_extra_name(const struct delivrd_receipt *receipt, size_t index);

/**
 * Its text, from 0; no text past the end.
 *
 * # Safety
 *
 * `receipt` is NULL or live.
 */
struct delivrd_str delivrd_receipt_extra_value(const struct delivrd_receipt *receipt, size_t index);

/**
 * The receipt as JSON, with the members of the contract in their order. Free it with
 * `delivrd_text_free`.
 *
 * # Safety
 *
 * `receipt` is NULL or live; `out` and `error` are NULL or can be written to.
 */
delivrd_result delivrd_receipt_to_json(const struct delivrd_receipt *receipt,
                                       struct delivrd_text **out,
                                       struct delivrd_error **error);

/**
 * The outcome of no receipt: unknown, not final. `policy` is a number of `delivrd_policy`; another
 * one is `invalid_argument`.
 *
 * # Safety
 *
 * `out` and `error` are NULL or can be written to.
 */
delivrd_result delivrd_outcome_new(uint32_t policy,
                                   struct delivrd_outcome **out,
                                   struct delivrd_error **error);

/**
 * Reads back the JSON that `delivrd_outcome_to_json` wrote. Fails with `invalid_argument`.
 *
 * # Safety
 *
 * The text can be read; `out` and `error` are NULL or can be written to.
 */
delivrd_result delivrd_outcome_from_json(struct delivrd_str json,
                                         struct delivrd_outcome **out,
                                         struct delivrd_error **error);

/**
 * The outcome as JSON: what it shows, and what `delivrd_outcome_from_json` needs. Free it with
 * `delivrd_text_free`.
 *
 * # Safety
 *
 * `outcome` is NULL or live; `out` and `error` are NULL or can be written to.
 */
delivrd_result delivrd_outcome_to_json(const struct delivrd_outcome *outcome,
                                       struct delivrd_text **out,
                                       struct delivrd_error **error);

/**
 * Takes a receipt of the same message in. `change` may be NULL.
 *
 * # Safety
 *
 * `outcome` and `receipt` are NULL or live, and nobody else uses `outcome`; `change` is NULL or
 * points to `size` bytes that can be written to; `error` is NULL or can be written to.
 */
delivrd_result delivrd_outcome_apply(struct delivrd_outcome *outcome,
                                     const struct delivrd_receipt *receipt,
                                     struct delivrd_change *change,
                                     struct delivrd_error **error);

/**
 * Takes in what another outcome of the same message knows. `change` may be NULL. Fails with
 * `invalid_argument` if the two have different policies.
 *
 * # Safety
 *
 * As `delivrd_outcome_apply`; `other` is NULL or live. It may be `outcome` itself.
 */
delivrd_result delivrd_outcome_merge(struct delivrd_outcome *outcome,
                                     const struct delivrd_outcome *other,
                                     struct delivrd_change *change,
                                     struct delivrd_error **error);

/**
 * What to act on. False if `outcome` is NULL.
 *
 * # Safety
 *
 * `outcome` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_outcome_summary(const struct delivrd_outcome *outcome, struct delivrd_summary *out);

/**
 * The losing side of a conflict: its state and failure. False where there is no conflict.
 *
 * # Safety
 *
 * `outcome` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_outcome_contradiction(const struct delivrd_outcome *outcome,
                                   struct delivrd_summary *out);

/**
 * What to do about the message, by the built-in table: act on this, never on the advice of a
 * receipt. The texts live as long as the library. `delivrd_verifier_advise_outcome` knows the
 * configuration, too. False if `outcome` is NULL.
 *
 * # Safety
 *
 * `outcome` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_outcome_advice(const struct delivrd_outcome *outcome, struct delivrd_advice *out);

/**
 * The least time at which the message was said to be with the carrier. False if nobody says.
 *
 * # Safety
 *
 * `outcome` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_outcome_sent_at(const struct delivrd_outcome *outcome, struct delivrd_time *out);

/**
 * The least time of a delivery. False if nobody says.
 *
 * # Safety
 *
 * `outcome` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_outcome_delivered_at(const struct delivrd_outcome *outcome, struct delivrd_time *out);

/**
 * The least time of a reading. False if nobody says.
 *
 * # Safety
 *
 * `outcome` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_outcome_read_at(const struct delivrd_outcome *outcome, struct delivrd_time *out);

/**
 * The least time of a final failure. False if nobody says.
 *
 * # Safety
 *
 * `outcome` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_outcome_failed_at(const struct delivrd_outcome *outcome, struct delivrd_time *out);

/**
 * The greatest number of segments that a receipt stated; 0 if none did.
 *
 * # Safety
 *
 * `outcome` is NULL or live.
 */
uint32_t delivrd_outcome_parts(const struct delivrd_outcome *outcome);

/**
 * The cost of the greatest receipt that has one. False if none has. The texts live until the
 * outcome changes.
 *
 * # Safety
 *
 * `outcome` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_outcome_cost(const struct delivrd_outcome *outcome, struct delivrd_cost *out);

/**
 * Which side wins a conflict.
 *
 * # Safety
 *
 * `outcome` is NULL or live.
 */
delivrd_policy delivrd_outcome_policy(const struct delivrd_outcome *outcome);

/**
 * The number of segments that something is known of.
 *
 * # Safety
 *
 * `outcome` is NULL or live.
 */
size_t delivrd_outcome_segment_count(const struct delivrd_outcome *outcome);

/**
 * A segment, from 0, in the order of their numbers. False past the end.
 *
 * # Safety
 *
 * `outcome` is NULL or live; `out` is NULL or can be written to.
 */
bool delivrd_outcome_segment(const struct delivrd_outcome *outcome,
                             size_t index,
                             struct delivrd_segment *out);

/**
 * Frees an outcome. NULL is fine.
 *
 * # Safety
 *
 * `outcome` is NULL or a handle that was not freed before.
 */
void delivrd_outcome_free(struct delivrd_outcome *outcome);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* DELIVRD_H */
