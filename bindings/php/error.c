/* Exceptions. */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "php_delivrd.h"

#include "zend_exceptions.h"

/* The class of a number: an unknown one is treated as its thousand. */
static zend_class_entry *class_of(delivrd_result number)
{
	switch (number / 1000) {
		case 1:
			return php_delivrd_ce_config_exception;
		case 2:
			return php_delivrd_ce_verification_exception;
		case 3:
			return php_delivrd_ce_parse_exception;
		default:
			return php_delivrd_ce_internal_exception;
	}
}

static void throw_parts(delivrd_result number, delivrd_str message, bool has_skew, int64_t skew)
{
	zend_class_entry *ce = class_of(number);
	delivrd_str kind = delivrd_result_kind(number);
	zend_object *object;
	zval exception;

	object_init_ex(&exception, ce);
	object = Z_OBJ(exception);
	zend_update_property_stringl(zend_ce_exception, object, ZEND_STRL("message"), message.ptr, message.len);
	zend_update_property_long(zend_ce_exception, object, ZEND_STRL("code"), number);
	zend_update_property_stringl(ce, object, ZEND_STRL("kind"), kind.ptr, kind.len);
	zend_update_property_long(ce, object, ZEND_STRL("number"), number);
	zend_update_property_long(ce, object, ZEND_STRL("httpStatus"), delivrd_result_http_status(number));
	zend_update_property_bool(ce, object, ZEND_STRL("retryable"), delivrd_result_is_retryable(number));
	zend_update_property_bool(ce, object, ZEND_STRL("authentic"), delivrd_result_is_authentic(number));
	if (has_skew) {
		zend_update_property_long(ce, object, ZEND_STRL("skew"), skew);
	} else {
		zend_update_property_null(ce, object, ZEND_STRL("skew"));
	}
	zend_throw_exception_object(&exception);
}

void php_delivrd_throw(delivrd_error *error)
{
	/* Where PHP runs out of memory it jumps past us. */
	zend_try {
		int64_t skew = 0;
		bool has_skew = delivrd_error_skew(error, &skew);
		throw_parts(delivrd_error_result(error), delivrd_error_message(error), has_skew, skew);
	} zend_catch {
		delivrd_error_free(error);
		zend_bailout();
	} zend_end_try();
	delivrd_error_free(error);
}

void php_delivrd_raise(delivrd_result number, const char *message)
{
	throw_parts(number, (delivrd_str) { .ptr = message, .len = strlen(message) }, false, 0);
}

/* Objects of these classes come from the library alone. */
ZEND_METHOD(Delivrd_ConfigException, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE();
}
