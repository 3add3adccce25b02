/* The PHP extension over libdelivrd: what its files share. */

#ifndef PHP_DELIVRD_H
#define PHP_DELIVRD_H

#include "php.h"

#if PHP_VERSION_ID < 80200
#error "delivrd needs PHP 8.2 or later"
#endif
#if SIZEOF_ZEND_LONG < 8
#error "delivrd needs a 64-bit PHP: a Unix time has to fit into an int"
#endif

#include <delivrd.h>

#define PHP_DELIVRD_VERSION "0.1.0"

extern zend_module_entry delivrd_module_entry;
#define phpext_delivrd_ptr &delivrd_module_entry

#if defined(ZTS) && defined(COMPILE_DL_DELIVRD)
ZEND_TSRMLS_CACHE_EXTERN()
#endif

/* What follows is shared by the files of the extension, and by nobody else. */
#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* Classes: set when the module starts, and only read afterwards. */
extern zend_class_entry *php_delivrd_ce_config_exception;
extern zend_class_entry *php_delivrd_ce_verification_exception;
extern zend_class_entry *php_delivrd_ce_parse_exception;
extern zend_class_entry *php_delivrd_ce_internal_exception;
extern zend_class_entry *php_delivrd_ce_verifier;
extern zend_class_entry *php_delivrd_ce_request;
extern zend_class_entry *php_delivrd_ce_notification;
extern zend_class_entry *php_delivrd_ce_receipt;
extern zend_class_entry *php_delivrd_ce_event;
extern zend_class_entry *php_delivrd_ce_verification;
extern zend_class_entry *php_delivrd_ce_unreadable;
extern zend_class_entry *php_delivrd_ce_failure;
extern zend_class_entry *php_delivrd_ce_advice;
extern zend_class_entry *php_delivrd_ce_cost;
extern zend_class_entry *php_delivrd_ce_outcome;
extern zend_class_entry *php_delivrd_ce_summary;
extern zend_class_entry *php_delivrd_ce_contradiction;
extern zend_class_entry *php_delivrd_ce_segment;
extern zend_class_entry *php_delivrd_ce_change;
extern zend_class_entry *php_delivrd_ce_policy;

/* The object behind a zend_object that stands at the end of its struct. */
#define PHP_DELIVRD_OBJECT(type, object) ((type *) ((char *) (object) - XtOffsetOf(type, std)))

/* error.c: exceptions. */

/* Throws what an error says, and frees the error. */
void php_delivrd_throw(delivrd_error *error);
/* Throws an error of the extension's own. `number` is one of delivrd_result. */
void php_delivrd_raise(delivrd_result number, const char *message);

/* words.c: enums. */

typedef enum {
	PHP_DELIVRD_STATE,
	PHP_DELIVRD_CONFIRMATION,
	PHP_DELIVRD_REASON,
	PHP_DELIVRD_PERMANENCE,
	PHP_DELIVRD_SOURCE,
	PHP_DELIVRD_CODE_SYSTEM,
	PHP_DELIVRD_ACTION,
	PHP_DELIVRD_POLICY,
	PHP_DELIVRD_LISTS
} php_delivrd_list;

/* Ties the cases of an enum to the numbers of the library. */
void php_delivrd_tie(php_delivrd_list list, zend_class_entry *ce);
/* How many words the library and the enums do not have in common. */
uint32_t php_delivrd_untied(void);
/* The case of a number. A number of a later library gives the case that promises nothing. */
void php_delivrd_word(zval *out, php_delivrd_list list, uint32_t number);
/* The number of a policy. */
uint32_t php_delivrd_policy_number(zend_object *policy);

/* values.c: texts, times and plain objects. */

/* A property of an object, to be written to. */
static zend_always_inline zval *php_delivrd_slot(zend_object *object, uint32_t number)
{
	zval *slot = OBJ_PROP_NUM(object, number);
	/* Says "not initialized yet" in an object that was just made. */
	Z_PROP_FLAG_P(slot) = 0;
	return slot;
}

void php_delivrd_text(zval *out, delivrd_str text);
/* Null for 0, which stands for "nobody says". */
void php_delivrd_count(zval *out, uint32_t count);
void php_delivrd_time(zval *out, const delivrd_time *time);
void php_delivrd_failure(zval *out, bool has_failure, const delivrd_failure *failure);
void php_delivrd_advice(zval *out, const delivrd_advice *advice);
void php_delivrd_cost(zval *out, const delivrd_cost *cost);
/* Each takes a text over, and frees it. */
void php_delivrd_owned_text(zval *out, delivrd_text *text);
void php_delivrd_decoded(zval *out, delivrd_text *text, bool as_array);

static zend_always_inline delivrd_str php_delivrd_str(const zend_string *text)
{
	return (delivrd_str) { .ptr = ZSTR_VAL(text), .len = ZSTR_LEN(text) };
}

static zend_always_inline delivrd_bytes php_delivrd_bytes(const zend_string *text)
{
	return (delivrd_bytes) { .ptr = (const uint8_t *) ZSTR_VAL(text), .len = ZSTR_LEN(text) };
}

/* news.c: Notification and Receipt, whose properties are made when they are first read. */

void php_delivrd_news_start(void);
/* Makes a notification without a handle; the place where the handle goes comes back. */
delivrd_notification **php_delivrd_news_new(zval *out);
const delivrd_receipt *php_delivrd_receipt_handle(zend_object *receipt);

/* outcome.c */

void php_delivrd_outcome_start(void);
const delivrd_outcome *php_delivrd_outcome_handle(zend_object *outcome);

/* verifier.c, request.c */

void php_delivrd_verifier_start(void);

enum { PHP_DELIVRD_REQUEST_METHOD, PHP_DELIVRD_REQUEST_URL, PHP_DELIVRD_REQUEST_HEADERS, PHP_DELIVRD_REQUEST_BODY };

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
