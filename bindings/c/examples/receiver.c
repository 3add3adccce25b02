/* A receiver of delivery receipts: receiver PORT, with the key in TELNYX_PUBLIC_KEY. */
#include "delivrd_microhttpd.h"
#include <fcntl.h>
#include <stdio.h>
static int keep(int file, const void *text, size_t size) { /* on disk; else the provider tries again */
    int kept = file >= 0 && write(file, text, size) == (ssize_t)size && !fsync(file);
    return file >= 0 && !close(file) && kept; }
static unsigned int on_receipt(void *verifier, const delivrd_request *request) {
    int kept = 1;
    delivrd_notification *news;
    delivrd_result result = delivrd_verifier_receive_now(verifier, request, &news, NULL);
    if (result == DELIVRD_RESULT_MALFORMED_BODY) /* genuine, of a shape we do not know */
        return keep(mkstemp((char[]){"unreadable-XXXXXX"}), request->body.ptr, request->body.len) ? 200 : 503;
    for (size_t i = 0; i < delivrd_notification_receipt_count(news); i++) {
        delivrd_key key; /* names a file for each fact: a repetition writes the same */
        delivrd_text *json;
        delivrd_receipt_dedupe_key(delivrd_notification_receipt(news, i), &key);
        delivrd_receipt_to_json(delivrd_notification_receipt(news, i), &json, NULL);
        kept &= keep(open(key.text, O_WRONLY | O_CREAT | O_TRUNC, 0600), delivrd_text_str(json).ptr, delivrd_text_str(json).len);
        delivrd_text_free(json);
    }
    delivrd_notification_free(news);
    return kept ? delivrd_result_http_status(result) : 503; }
int main(int count, char **arguments) {
    char config[200], *key = getenv("TELNYX_PUBLIC_KEY");
    snprintf(config, sizeof config, "{\"public_key\":\"%s\"}", key ? key : "");
    delivrd_verifier *verifier;
    if (delivrd_verifier_new(delivrd_mhd_str("telnyx"), delivrd_mhd_str(config), &verifier, NULL)) return 1;
    delivrd_mhd_receiver receiver = {"https://example.com", delivrd_verifier_max_body(verifier), on_receipt, verifier};
    return count == 2 && delivrd_mhd_start((uint16_t)atoi(arguments[1]), &receiver) ? pause() : 1; }
