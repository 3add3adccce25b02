#include "call.h"

#include <stdlib.h>
#include <string.h>

struct call {
    delivrd_verifier *verifier;
    delivrd_request *requests;
    size_t count, next;
    int64_t now;
};

static delivrd_str text(const char *text)
{
    return (delivrd_str){text, strlen(text)};
}

void *call_new(const char *provider, const char *config_json, const struct call_request *requests,
               size_t count, int64_t now)
{
    struct call *call = calloc(1, sizeof *call);
    if (call == NULL || count == 0) {
        free(call);
        return NULL;
    }
    call->count = count;
    call->now = now;
    call->requests = calloc(count, sizeof *call->requests);
    if (call->requests == NULL ||
        delivrd_verifier_new(text(provider), text(config_json), &call->verifier, NULL) !=
            DELIVRD_RESULT_OK) {
        call_free(call);
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        call->requests[i] = (delivrd_request){
            .size = sizeof call->requests[i],
            .method = text(requests[i].method),
            .url = text(requests[i].url),
            .headers = requests[i].headers,
            .header_count = requests[i].header_count,
            .body = {requests[i].body, requests[i].body_length},
        };
    }
    return call;
}

size_t call_run(void *opaque, size_t calls)
{
    struct call *call = opaque;
    size_t read = 0;
    for (size_t i = 0; i < calls; i++) {
        const delivrd_request *request = &call->requests[call->next];
        call->next = call->next + 1 == call->count ? 0 : call->next + 1;
        delivrd_notification *notification;
        if (delivrd_verifier_receive(call->verifier, request, call->now, &notification, NULL) !=
            DELIVRD_RESULT_OK) {
            continue;
        }
        const delivrd_receipt *receipt = delivrd_notification_receipt(notification, 0);
        read += delivrd_receipt_state(receipt) != DELIVRD_STATE_UNKNOWN &&
                delivrd_receipt_message_id(receipt).len > 0;
        delivrd_notification_free(notification);
    }
    return read;
}

void call_free(void *opaque)
{
    struct call *call = opaque;
    if (call != NULL) {
        delivrd_verifier_free(call->verifier);
        free(call->requests);
        free(call);
    }
}
