/* The module: its classes, and what phpinfo() says. */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "php_delivrd.h"

#include "ext/json/php_json.h"
#include "ext/spl/spl_exceptions.h"
#include "ext/standard/info.h"
#include "zend_attributes.h"
#include "zend_enum.h"
#include "zend_exceptions.h"
#include "zend_interfaces.h"

#include "delivrd_arginfo.h"

zend_class_entry *php_delivrd_ce_config_exception;
zend_class_entry *php_delivrd_ce_verification_exception;
zend_class_entry *php_delivrd_ce_parse_exception;
zend_class_entry *php_delivrd_ce_internal_exception;
zend_class_entry *php_delivrd_ce_verifier;
zend_class_entry *php_delivrd_ce_request;
zend_class_entry *php_delivrd_ce_notification;
zend_class_entry *php_delivrd_ce_receipt;
zend_class_entry *php_delivrd_ce_event;
zend_class_entry *php_delivrd_ce_verification;
zend_class_entry *php_delivrd_ce_unreadable;
zend_class_entry *php_delivrd_ce_failure;
zend_class_entry *php_delivrd_ce_advice;
zend_class_entry *php_delivrd_ce_cost;
zend_class_entry *php_delivrd_ce_outcome;
zend_class_entry *php_delivrd_ce_summary;
zend_class_entry *php_delivrd_ce_contradiction;
zend_class_entry *php_delivrd_ce_segment;
zend_class_entry *php_delivrd_ce_change;
zend_class_entry *php_delivrd_ce_policy;

static void start_exceptions(void)
{
	zend_class_entry *exception = register_class_Delivrd_Exception(zend_ce_throwable);

	php_delivrd_ce_config_exception =
		register_class_Delivrd_ConfigException(spl_ce_InvalidArgumentException, exception);
	php_delivrd_ce_verification_exception =
		register_class_Delivrd_VerificationException(spl_ce_RuntimeException, exception);
	php_delivrd_ce_parse_exception =
		register_class_Delivrd_ParseException(spl_ce_RuntimeException, exception);
	php_delivrd_ce_internal_exception =
		register_class_Delivrd_InternalException(spl_ce_RuntimeException, exception);
}

static void start_enums(void)
{
	php_delivrd_tie(PHP_DELIVRD_STATE, register_class_Delivrd_State());
	php_delivrd_tie(PHP_DELIVRD_CONFIRMATION, register_class_Delivrd_Confirmation());
	php_delivrd_tie(PHP_DELIVRD_REASON, register_class_Delivrd_Reason());
	php_delivrd_tie(PHP_DELIVRD_PERMANENCE, register_class_Delivrd_Permanence());
	php_delivrd_tie(PHP_DELIVRD_SOURCE, register_class_Delivrd_Source());
	php_delivrd_tie(PHP_DELIVRD_CODE_SYSTEM, register_class_Delivrd_CodeSystem());
	php_delivrd_tie(PHP_DELIVRD_ACTION, register_class_Delivrd_Action());
	php_delivrd_ce_policy = register_class_Delivrd_Policy();
	php_delivrd_tie(PHP_DELIVRD_POLICY, php_delivrd_ce_policy);
}

static void start_values(void)
{
	php_delivrd_ce_request = register_class_Delivrd_Request();
	php_delivrd_ce_event = register_class_Delivrd_Event();
	php_delivrd_ce_verification = register_class_Delivrd_Verification();
	php_delivrd_ce_unreadable = register_class_Delivrd_Unreadable();
	php_delivrd_ce_failure = register_class_Delivrd_Failure();
	php_delivrd_ce_advice = register_class_Delivrd_Advice();
	php_delivrd_ce_cost = register_class_Delivrd_Cost();
	php_delivrd_ce_summary = register_class_Delivrd_Summary();
	php_delivrd_ce_contradiction = register_class_Delivrd_Contradiction();
	php_delivrd_ce_segment = register_class_Delivrd_Segment();
	php_delivrd_ce_change = register_class_Delivrd_Change();
}

static PHP_MINIT_FUNCTION(delivrd)
{
	uint32_t abi = delivrd_abi_version();

	if (abi != DELIVRD_ABI_VERSION) {
		zend_error(E_CORE_WARNING,
			"delivrd was built for the binary interface %u of libdelivrd, and the library has %u: "
			"build the extension again",
			(unsigned) DELIVRD_ABI_VERSION, (unsigned) abi);
		return FAILURE;
	}
	start_exceptions();
	start_enums();
	start_values();
	php_delivrd_ce_verifier = register_class_Delivrd_Verifier();
	php_delivrd_ce_notification = register_class_Delivrd_Notification(php_json_serializable_ce);
	php_delivrd_ce_receipt = register_class_Delivrd_Receipt(php_json_serializable_ce);
	php_delivrd_ce_outcome = register_class_Delivrd_Outcome(php_json_serializable_ce);
	php_delivrd_verifier_start();
	php_delivrd_news_start();
	php_delivrd_outcome_start();
	return SUCCESS;
}

static PHP_RINIT_FUNCTION(delivrd)
{
#if defined(ZTS) && defined(COMPILE_DL_DELIVRD)
	ZEND_TSRMLS_CACHE_UPDATE();
#endif
	return SUCCESS;
}

static PHP_MINFO_FUNCTION(delivrd)
{
	delivrd_str version = delivrd_version();
	char text[64];

	php_info_print_table_start();
	php_info_print_table_header(2, "delivrd support", "enabled");
	php_info_print_table_row(2, "Extension version", PHP_DELIVRD_VERSION);
	snprintf(text, sizeof(text), "%.*s", (int) version.len, version.ptr);
	php_info_print_table_row(2, "Library version", text);
	snprintf(text, sizeof(text), "%u", (unsigned) delivrd_abi_version());
	php_info_print_table_row(2, "Library ABI", text);
	snprintf(text, sizeof(text), "%u", (unsigned) php_delivrd_untied());
	php_info_print_table_row(2, "Words that only library or extension knows", text);
	php_info_print_table_end();
}

static const zend_module_dep delivrd_dependencies[] = {
	ZEND_MOD_REQUIRED("date")
	ZEND_MOD_REQUIRED("json")
	ZEND_MOD_REQUIRED("spl")
	ZEND_MOD_END
};

zend_module_entry delivrd_module_entry = {
	STANDARD_MODULE_HEADER_EX,
	NULL,
	delivrd_dependencies,
	"delivrd",
	NULL,
	PHP_MINIT(delivrd),
	NULL,
	PHP_RINIT(delivrd),
	NULL,
	PHP_MINFO(delivrd),
	PHP_DELIVRD_VERSION,
	STANDARD_MODULE_PROPERTIES,
};

#ifdef COMPILE_DL_DELIVRD
#ifdef ZTS
ZEND_TSRMLS_CACHE_DEFINE()
#endif
ZEND_GET_MODULE(delivrd)
#endif
