/* What the tests of the C binding share. */
#ifndef CHECK_H
#define CHECK_H

#include <delivrd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                                          \
    do {                                                                                          \
        if (!(condition)) {                                                                       \
            fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition);               \
            exit(1);                                                                              \
        }                                                                                         \
    } while (0)

static inline delivrd_str text(const char *literal)
{
    return (delivrd_str){literal, strlen(literal)};
}

static inline delivrd_bytes bytes(const char *literal)
{
    return (delivrd_bytes){(const uint8_t *)literal, strlen(literal)};
}

static inline int is(delivrd_str found, const char *expected)
{
    return found.ptr != NULL && found.len == strlen(expected) &&
           memcmp(found.ptr, expected, found.len) == 0;
}

/* Whether a text holds another one. */
static inline int holds(delivrd_str found, const char *part)
{
    size_t length = strlen(part);
    for (size_t start = 0; start + length <= found.len; start++)
        if (memcmp(found.ptr + start, part, length) == 0)
            return 1;
    return 0;
}

/* So many bytes in a row of what must not come out are too many. */
#define PIECE 8

/* Whether a text holds `piece` bytes in a row of other ones, or seven of their digits. */
static inline int shares(delivrd_str found, const void *bytes, size_t length, size_t piece)
{
    const char *other = bytes;
    for (size_t start = 0; start < length; start++) {
        size_t digits = 0;
        while (digits < 7 && start + digits < length && other[start + digits] >= '0' &&
               other[start + digits] <= '9')
            digits++;
        size_t part = digits == 7 && piece > 7 ? 7 : piece;
        for (size_t at = 0; start + part <= length && at + part <= found.len; at++)
            if (found.ptr[at] == other[start] &&
                memcmp(found.ptr + at, other + start, part) == 0)
                return 1;
    }
    return 0;
}

#define SECRET "delivrd-test-signing-secret-0001"
#define CONFIG "{\"secret\":\"" SECRET "\"}"

/* Signed by Python: hmac.new(SECRET, b"1770000000." + BODY, "sha256"). */
#define NOW 1770000000
#define BODY                                                                                      \
    "{\"message_id\":\"api_42\",\"recipient\":\"+14155550123\",\"status\":\"UNDELIV\","            \
    "\"status_code\":\"001\",\"timestamp\":\"2026-02-02T02:40:00Z\"}"
#define SIGNATURE "sha256=5209d1a4bcc9af75f76de0affaaec17da4f1258796dbe4b1170b3dd47ca034cc"

static const delivrd_header *signed_headers(void)
{
    static delivrd_header headers[2];
    headers[0] = (delivrd_header){text("X-Webhook-Timestamp"), bytes("1770000000")};
    headers[1] = (delivrd_header){text("X-Webhook-Signature"), bytes(SIGNATURE)};
    return headers;
}

static inline delivrd_request signed_request(void)
{
    delivrd_request request = {
        .size = sizeof request,
        .method = text("POST"),
        .url = text("https://example.com/dlr"),
        .headers = signed_headers(),
        .header_count = 2,
        .body = bytes(BODY),
    };
    return request;
}

/* What a server behind a proxy sees. */
static inline delivrd_seen_request seen_request(const char *target)
{
    delivrd_seen_request seen = {
        .size = sizeof seen,
        .host = text("inner:8080"),
        .server_name = text("named.example"),
        .server_port = 8443,
        .target = text(target),
    };
    return seen;
}

static inline delivrd_verifier *new_verifier(void)
{
    delivrd_verifier *verifier = NULL;
    CHECK(delivrd_verifier_new(text("telecom23"), text(CONFIG), &verifier, NULL) ==
          DELIVRD_RESULT_OK);
    return verifier;
}

#endif
