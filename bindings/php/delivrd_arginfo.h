/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 833340d19d3f2e5fa4cb313c029d21c03555b7ef */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Delivrd_ConfigException___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Delivrd_VerificationException___construct arginfo_class_Delivrd_ConfigException___construct

#define arginfo_class_Delivrd_ParseException___construct arginfo_class_Delivrd_ConfigException___construct

#define arginfo_class_Delivrd_InternalException___construct arginfo_class_Delivrd_ConfigException___construct

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Delivrd_Verifier___construct, 0, 0, 2)
	ZEND_ARG_TYPE_INFO(0, provider, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, config, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, definitions, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Verifier_receive, 0, 4, Delivrd\\\116otification, 0)
	ZEND_ARG_TYPE_INFO(0, method, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, url, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, headers, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO(0, body, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, now, IS_LONG, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Verifier_receiveRequest, 0, 1, Delivrd\\\116otification, 0)
	ZEND_ARG_OBJ_INFO(0, request, Delivrd\\Request, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, now, IS_LONG, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Delivrd_Verifier_messageKey, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, messageId, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, recipient, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Verifier_adviseOutcome, 0, 1, Delivrd\\Advice, 0)
	ZEND_ARG_OBJ_INFO(0, outcome, Delivrd\\Outcome, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Delivrd_Request___construct, 0, 0, 4)
	ZEND_ARG_TYPE_INFO(0, method, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, url, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, headers, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO(0, body, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Request_fromGlobals, 0, 0, Delivrd\\Request, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, baseUrl, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, trustedProxies, IS_LONG, 0, "0")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Delivrd_Request___debugInfo, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Delivrd_Notification___construct arginfo_class_Delivrd_ConfigException___construct

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Notification_fromJson, 0, 1, Delivrd\\\116otification, 0)
	ZEND_ARG_TYPE_INFO(0, json, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Delivrd_Notification_toJson, 0, 0, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Delivrd_Notification_toArray arginfo_class_Delivrd_Request___debugInfo

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Delivrd_Notification_jsonSerialize, 0, 0, IS_OBJECT, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Delivrd_Notification___debugInfo arginfo_class_Delivrd_Request___debugInfo

#define arginfo_class_Delivrd_Receipt___construct arginfo_class_Delivrd_ConfigException___construct

#define arginfo_class_Delivrd_Receipt_toJson arginfo_class_Delivrd_Notification_toJson

#define arginfo_class_Delivrd_Receipt_toArray arginfo_class_Delivrd_Request___debugInfo

#define arginfo_class_Delivrd_Receipt_jsonSerialize arginfo_class_Delivrd_Notification_jsonSerialize

#define arginfo_class_Delivrd_Receipt___debugInfo arginfo_class_Delivrd_Request___debugInfo

#define arginfo_class_Delivrd_Event___construct arginfo_class_Delivrd_ConfigException___construct

#define arginfo_class_Delivrd_Event___debugInfo arginfo_class_Delivrd_Request___debugInfo

#define arginfo_class_Delivrd_Verification___construct arginfo_class_Delivrd_ConfigException___construct

#define arginfo_class_Delivrd_Unreadable___construct arginfo_class_Delivrd_ConfigException___construct

#define arginfo_class_Delivrd_Failure___construct arginfo_class_Delivrd_ConfigException___construct

#define arginfo_class_Delivrd_Advice___construct arginfo_class_Delivrd_ConfigException___construct

#define arginfo_class_Delivrd_Cost___construct arginfo_class_Delivrd_ConfigException___construct

#define arginfo_class_Delivrd_Cost___debugInfo arginfo_class_Delivrd_Request___debugInfo

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Delivrd_Outcome___construct, 0, 0, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, policy, Delivrd\\Policy, 0, "Delivrd\\Policy::DeliveredWins")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Outcome_fromJson, 0, 1, Delivrd\\Outcome, 0)
	ZEND_ARG_TYPE_INFO(0, json, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Outcome_apply, 0, 1, Delivrd\\Change, 0)
	ZEND_ARG_OBJ_INFO(0, receipt, Delivrd\\Receipt, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Outcome_merge, 0, 1, Delivrd\\Change, 0)
	ZEND_ARG_OBJ_INFO(0, other, Delivrd\\Outcome, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Outcome_policy, 0, 0, Delivrd\\Policy, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Outcome_summary, 0, 0, Delivrd\\Summary, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Outcome_state, 0, 0, Delivrd\\State, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Delivrd_Outcome_final, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Outcome_confirmation, 0, 0, Delivrd\\Confirmation, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Outcome_failure, 0, 0, Delivrd\\Failure, 1)
ZEND_END_ARG_INFO()

#define arginfo_class_Delivrd_Outcome_conflict arginfo_class_Delivrd_Outcome_final

#define arginfo_class_Delivrd_Outcome_late arginfo_class_Delivrd_Outcome_final

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Outcome_contradiction, 0, 0, Delivrd\\Contradiction, 1)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Outcome_advice, 0, 0, Delivrd\\Advice, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Outcome_sentAt, 0, 0, DateTimeImmutable, 1)
ZEND_END_ARG_INFO()

#define arginfo_class_Delivrd_Outcome_deliveredAt arginfo_class_Delivrd_Outcome_sentAt

#define arginfo_class_Delivrd_Outcome_readAt arginfo_class_Delivrd_Outcome_sentAt

#define arginfo_class_Delivrd_Outcome_failedAt arginfo_class_Delivrd_Outcome_sentAt

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Delivrd_Outcome_parts, 0, 0, IS_LONG, 1)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Delivrd_Outcome_cost, 0, 0, Delivrd\\Cost, 1)
ZEND_END_ARG_INFO()

#define arginfo_class_Delivrd_Outcome_segments arginfo_class_Delivrd_Request___debugInfo

#define arginfo_class_Delivrd_Outcome_toJson arginfo_class_Delivrd_Notification_toJson

#define arginfo_class_Delivrd_Outcome_toArray arginfo_class_Delivrd_Request___debugInfo

#define arginfo_class_Delivrd_Outcome_jsonSerialize arginfo_class_Delivrd_Notification_jsonSerialize

#define arginfo_class_Delivrd_Summary___construct arginfo_class_Delivrd_ConfigException___construct

#define arginfo_class_Delivrd_Contradiction___construct arginfo_class_Delivrd_ConfigException___construct

#define arginfo_class_Delivrd_Segment___construct arginfo_class_Delivrd_ConfigException___construct

#define arginfo_class_Delivrd_Change___construct arginfo_class_Delivrd_ConfigException___construct


ZEND_METHOD(Delivrd_ConfigException, __construct);
ZEND_METHOD(Delivrd_Verifier, __construct);
ZEND_METHOD(Delivrd_Verifier, receive);
ZEND_METHOD(Delivrd_Verifier, receiveRequest);
ZEND_METHOD(Delivrd_Verifier, messageKey);
ZEND_METHOD(Delivrd_Verifier, adviseOutcome);
ZEND_METHOD(Delivrd_Request, __construct);
ZEND_METHOD(Delivrd_Request, fromGlobals);
ZEND_METHOD(Delivrd_Notification, __debugInfo);
ZEND_METHOD(Delivrd_Notification, __construct);
ZEND_METHOD(Delivrd_Notification, fromJson);
ZEND_METHOD(Delivrd_Notification, toJson);
ZEND_METHOD(Delivrd_Notification, toArray);
ZEND_METHOD(Delivrd_Notification, jsonSerialize);
ZEND_METHOD(Delivrd_Outcome, __construct);
ZEND_METHOD(Delivrd_Outcome, fromJson);
ZEND_METHOD(Delivrd_Outcome, apply);
ZEND_METHOD(Delivrd_Outcome, merge);
ZEND_METHOD(Delivrd_Outcome, policy);
ZEND_METHOD(Delivrd_Outcome, summary);
ZEND_METHOD(Delivrd_Outcome, state);
ZEND_METHOD(Delivrd_Outcome, final);
ZEND_METHOD(Delivrd_Outcome, confirmation);
ZEND_METHOD(Delivrd_Outcome, failure);
ZEND_METHOD(Delivrd_Outcome, conflict);
ZEND_METHOD(Delivrd_Outcome, late);
ZEND_METHOD(Delivrd_Outcome, contradiction);
ZEND_METHOD(Delivrd_Outcome, advice);
ZEND_METHOD(Delivrd_Outcome, sentAt);
ZEND_METHOD(Delivrd_Outcome, deliveredAt);
ZEND_METHOD(Delivrd_Outcome, readAt);
ZEND_METHOD(Delivrd_Outcome, failedAt);
ZEND_METHOD(Delivrd_Outcome, parts);
ZEND_METHOD(Delivrd_Outcome, cost);
ZEND_METHOD(Delivrd_Outcome, segments);


static const zend_function_entry class_Delivrd_State_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Confirmation_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Reason_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Permanence_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Source_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_CodeSystem_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Action_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Policy_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Exception_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_ConfigException_methods[] = {
	ZEND_ME(Delivrd_ConfigException, __construct, arginfo_class_Delivrd_ConfigException___construct, ZEND_ACC_PRIVATE)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_VerificationException_methods[] = {
	ZEND_MALIAS(Delivrd_ConfigException, __construct, __construct, arginfo_class_Delivrd_VerificationException___construct, ZEND_ACC_PRIVATE)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_ParseException_methods[] = {
	ZEND_MALIAS(Delivrd_ConfigException, __construct, __construct, arginfo_class_Delivrd_ParseException___construct, ZEND_ACC_PRIVATE)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_InternalException_methods[] = {
	ZEND_MALIAS(Delivrd_ConfigException, __construct, __construct, arginfo_class_Delivrd_InternalException___construct, ZEND_ACC_PRIVATE)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Verifier_methods[] = {
	ZEND_ME(Delivrd_Verifier, __construct, arginfo_class_Delivrd_Verifier___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Verifier, receive, arginfo_class_Delivrd_Verifier_receive, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Verifier, receiveRequest, arginfo_class_Delivrd_Verifier_receiveRequest, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Verifier, messageKey, arginfo_class_Delivrd_Verifier_messageKey, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Verifier, adviseOutcome, arginfo_class_Delivrd_Verifier_adviseOutcome, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Request_methods[] = {
	ZEND_ME(Delivrd_Request, __construct, arginfo_class_Delivrd_Request___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Request, fromGlobals, arginfo_class_Delivrd_Request_fromGlobals, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_MALIAS(Delivrd_Notification, __debugInfo, __debugInfo, arginfo_class_Delivrd_Request___debugInfo, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Notification_methods[] = {
	ZEND_ME(Delivrd_Notification, __construct, arginfo_class_Delivrd_Notification___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(Delivrd_Notification, fromJson, arginfo_class_Delivrd_Notification_fromJson, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(Delivrd_Notification, toJson, arginfo_class_Delivrd_Notification_toJson, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Notification, toArray, arginfo_class_Delivrd_Notification_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Notification, jsonSerialize, arginfo_class_Delivrd_Notification_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Notification, __debugInfo, arginfo_class_Delivrd_Notification___debugInfo, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Receipt_methods[] = {
	ZEND_MALIAS(Delivrd_Notification, __construct, __construct, arginfo_class_Delivrd_Receipt___construct, ZEND_ACC_PRIVATE)
	ZEND_MALIAS(Delivrd_Notification, toJson, toJson, arginfo_class_Delivrd_Receipt_toJson, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(Delivrd_Notification, toArray, toArray, arginfo_class_Delivrd_Receipt_toArray, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(Delivrd_Notification, jsonSerialize, jsonSerialize, arginfo_class_Delivrd_Receipt_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(Delivrd_Notification, __debugInfo, __debugInfo, arginfo_class_Delivrd_Receipt___debugInfo, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Event_methods[] = {
	ZEND_MALIAS(Delivrd_Notification, __construct, __construct, arginfo_class_Delivrd_Event___construct, ZEND_ACC_PRIVATE)
	ZEND_MALIAS(Delivrd_Notification, __debugInfo, __debugInfo, arginfo_class_Delivrd_Event___debugInfo, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Verification_methods[] = {
	ZEND_MALIAS(Delivrd_Notification, __construct, __construct, arginfo_class_Delivrd_Verification___construct, ZEND_ACC_PRIVATE)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Unreadable_methods[] = {
	ZEND_MALIAS(Delivrd_Notification, __construct, __construct, arginfo_class_Delivrd_Unreadable___construct, ZEND_ACC_PRIVATE)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Failure_methods[] = {
	ZEND_MALIAS(Delivrd_Notification, __construct, __construct, arginfo_class_Delivrd_Failure___construct, ZEND_ACC_PRIVATE)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Advice_methods[] = {
	ZEND_MALIAS(Delivrd_Notification, __construct, __construct, arginfo_class_Delivrd_Advice___construct, ZEND_ACC_PRIVATE)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Cost_methods[] = {
	ZEND_MALIAS(Delivrd_Notification, __construct, __construct, arginfo_class_Delivrd_Cost___construct, ZEND_ACC_PRIVATE)
	ZEND_MALIAS(Delivrd_Notification, __debugInfo, __debugInfo, arginfo_class_Delivrd_Cost___debugInfo, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Outcome_methods[] = {
	ZEND_ME(Delivrd_Outcome, __construct, arginfo_class_Delivrd_Outcome___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, fromJson, arginfo_class_Delivrd_Outcome_fromJson, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(Delivrd_Outcome, apply, arginfo_class_Delivrd_Outcome_apply, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, merge, arginfo_class_Delivrd_Outcome_merge, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, policy, arginfo_class_Delivrd_Outcome_policy, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, summary, arginfo_class_Delivrd_Outcome_summary, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, state, arginfo_class_Delivrd_Outcome_state, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, final, arginfo_class_Delivrd_Outcome_final, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, confirmation, arginfo_class_Delivrd_Outcome_confirmation, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, failure, arginfo_class_Delivrd_Outcome_failure, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, conflict, arginfo_class_Delivrd_Outcome_conflict, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, late, arginfo_class_Delivrd_Outcome_late, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, contradiction, arginfo_class_Delivrd_Outcome_contradiction, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, advice, arginfo_class_Delivrd_Outcome_advice, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, sentAt, arginfo_class_Delivrd_Outcome_sentAt, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, deliveredAt, arginfo_class_Delivrd_Outcome_deliveredAt, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, readAt, arginfo_class_Delivrd_Outcome_readAt, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, failedAt, arginfo_class_Delivrd_Outcome_failedAt, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, parts, arginfo_class_Delivrd_Outcome_parts, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, cost, arginfo_class_Delivrd_Outcome_cost, ZEND_ACC_PUBLIC)
	ZEND_ME(Delivrd_Outcome, segments, arginfo_class_Delivrd_Outcome_segments, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(Delivrd_Notification, toJson, toJson, arginfo_class_Delivrd_Outcome_toJson, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(Delivrd_Notification, toArray, toArray, arginfo_class_Delivrd_Outcome_toArray, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(Delivrd_Notification, jsonSerialize, jsonSerialize, arginfo_class_Delivrd_Outcome_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Summary_methods[] = {
	ZEND_MALIAS(Delivrd_Notification, __construct, __construct, arginfo_class_Delivrd_Summary___construct, ZEND_ACC_PRIVATE)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Contradiction_methods[] = {
	ZEND_MALIAS(Delivrd_Notification, __construct, __construct, arginfo_class_Delivrd_Contradiction___construct, ZEND_ACC_PRIVATE)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Segment_methods[] = {
	ZEND_MALIAS(Delivrd_Notification, __construct, __construct, arginfo_class_Delivrd_Segment___construct, ZEND_ACC_PRIVATE)
	ZEND_FE_END
};


static const zend_function_entry class_Delivrd_Change_methods[] = {
	ZEND_MALIAS(Delivrd_Notification, __construct, __construct, arginfo_class_Delivrd_Change___construct, ZEND_ACC_PRIVATE)
	ZEND_FE_END
};

static zend_class_entry *register_class_Delivrd_State(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("Delivrd\\State", IS_STRING, class_Delivrd_State_methods);

	zval enum_case_Unknown_value;
	zend_string *enum_case_Unknown_value_str = zend_string_init("unknown", strlen("unknown"), 1);
	ZVAL_STR(&enum_case_Unknown_value, enum_case_Unknown_value_str);
	zend_enum_add_case_cstr(class_entry, "Unknown", &enum_case_Unknown_value);

	zval enum_case_Accepted_value;
	zend_string *enum_case_Accepted_value_str = zend_string_init("accepted", strlen("accepted"), 1);
	ZVAL_STR(&enum_case_Accepted_value, enum_case_Accepted_value_str);
	zend_enum_add_case_cstr(class_entry, "Accepted", &enum_case_Accepted_value);

	zval enum_case_Queued_value;
	zend_string *enum_case_Queued_value_str = zend_string_init("queued", strlen("queued"), 1);
	ZVAL_STR(&enum_case_Queued_value, enum_case_Queued_value_str);
	zend_enum_add_case_cstr(class_entry, "Queued", &enum_case_Queued_value);

	zval enum_case_Sent_value;
	zend_string *enum_case_Sent_value_str = zend_string_init("sent", strlen("sent"), 1);
	ZVAL_STR(&enum_case_Sent_value, enum_case_Sent_value_str);
	zend_enum_add_case_cstr(class_entry, "Sent", &enum_case_Sent_value);

	zval enum_case_Delivered_value;
	zend_string *enum_case_Delivered_value_str = zend_string_init("delivered", strlen("delivered"), 1);
	ZVAL_STR(&enum_case_Delivered_value, enum_case_Delivered_value_str);
	zend_enum_add_case_cstr(class_entry, "Delivered", &enum_case_Delivered_value);

	zval enum_case_Undelivered_value;
	zend_string *enum_case_Undelivered_value_str = zend_string_init("undelivered", strlen("undelivered"), 1);
	ZVAL_STR(&enum_case_Undelivered_value, enum_case_Undelivered_value_str);
	zend_enum_add_case_cstr(class_entry, "Undelivered", &enum_case_Undelivered_value);

	zval enum_case_Rejected_value;
	zend_string *enum_case_Rejected_value_str = zend_string_init("rejected", strlen("rejected"), 1);
	ZVAL_STR(&enum_case_Rejected_value, enum_case_Rejected_value_str);
	zend_enum_add_case_cstr(class_entry, "Rejected", &enum_case_Rejected_value);

	zval enum_case_Expired_value;
	zend_string *enum_case_Expired_value_str = zend_string_init("expired", strlen("expired"), 1);
	ZVAL_STR(&enum_case_Expired_value, enum_case_Expired_value_str);
	zend_enum_add_case_cstr(class_entry, "Expired", &enum_case_Expired_value);

	zval enum_case_Canceled_value;
	zend_string *enum_case_Canceled_value_str = zend_string_init("canceled", strlen("canceled"), 1);
	ZVAL_STR(&enum_case_Canceled_value, enum_case_Canceled_value_str);
	zend_enum_add_case_cstr(class_entry, "Canceled", &enum_case_Canceled_value);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Confirmation(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("Delivrd\\Confirmation", IS_STRING, class_Delivrd_Confirmation_methods);

	zval enum_case_None_value;
	zend_string *enum_case_None_value_str = zend_string_init("none", strlen("none"), 1);
	ZVAL_STR(&enum_case_None_value, enum_case_None_value_str);
	zend_enum_add_case_cstr(class_entry, "None", &enum_case_None_value);

	zval enum_case_Provider_value;
	zend_string *enum_case_Provider_value_str = zend_string_init("provider", strlen("provider"), 1);
	ZVAL_STR(&enum_case_Provider_value, enum_case_Provider_value_str);
	zend_enum_add_case_cstr(class_entry, "Provider", &enum_case_Provider_value);

	zval enum_case_Operator_value;
	zend_string *enum_case_Operator_value_str = zend_string_init("operator", strlen("operator"), 1);
	ZVAL_STR(&enum_case_Operator_value, enum_case_Operator_value_str);
	zend_enum_add_case_cstr(class_entry, "Operator", &enum_case_Operator_value);

	zval enum_case_Unspecified_value;
	zend_string *enum_case_Unspecified_value_str = zend_string_init("unspecified", strlen("unspecified"), 1);
	ZVAL_STR(&enum_case_Unspecified_value, enum_case_Unspecified_value_str);
	zend_enum_add_case_cstr(class_entry, "Unspecified", &enum_case_Unspecified_value);

	zval enum_case_Handset_value;
	zend_string *enum_case_Handset_value_str = zend_string_init("handset", strlen("handset"), 1);
	ZVAL_STR(&enum_case_Handset_value, enum_case_Handset_value_str);
	zend_enum_add_case_cstr(class_entry, "Handset", &enum_case_Handset_value);

	zval enum_case_Read_value;
	zend_string *enum_case_Read_value_str = zend_string_init("read", strlen("read"), 1);
	ZVAL_STR(&enum_case_Read_value, enum_case_Read_value_str);
	zend_enum_add_case_cstr(class_entry, "Read", &enum_case_Read_value);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Reason(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("Delivrd\\Reason", IS_STRING, class_Delivrd_Reason_methods);

	zval enum_case_Unknown_value;
	zend_string *enum_case_Unknown_value_str = zend_string_init("unknown", strlen("unknown"), 1);
	ZVAL_STR(&enum_case_Unknown_value, enum_case_Unknown_value_str);
	zend_enum_add_case_cstr(class_entry, "Unknown", &enum_case_Unknown_value);

	zval enum_case_InvalidDestination_value;
	zend_string *enum_case_InvalidDestination_value_str = zend_string_init("invalid_destination", strlen("invalid_destination"), 1);
	ZVAL_STR(&enum_case_InvalidDestination_value, enum_case_InvalidDestination_value_str);
	zend_enum_add_case_cstr(class_entry, "InvalidDestination", &enum_case_InvalidDestination_value);

	zval enum_case_UnknownSubscriber_value;
	zend_string *enum_case_UnknownSubscriber_value_str = zend_string_init("unknown_subscriber", strlen("unknown_subscriber"), 1);
	ZVAL_STR(&enum_case_UnknownSubscriber_value, enum_case_UnknownSubscriber_value_str);
	zend_enum_add_case_cstr(class_entry, "UnknownSubscriber", &enum_case_UnknownSubscriber_value);

	zval enum_case_Unreachable_value;
	zend_string *enum_case_Unreachable_value_str = zend_string_init("unreachable", strlen("unreachable"), 1);
	ZVAL_STR(&enum_case_Unreachable_value, enum_case_Unreachable_value_str);
	zend_enum_add_case_cstr(class_entry, "Unreachable", &enum_case_Unreachable_value);

	zval enum_case_LandlineOrUnsupported_value;
	zend_string *enum_case_LandlineOrUnsupported_value_str = zend_string_init("landline_or_unsupported", strlen("landline_or_unsupported"), 1);
	ZVAL_STR(&enum_case_LandlineOrUnsupported_value, enum_case_LandlineOrUnsupported_value_str);
	zend_enum_add_case_cstr(class_entry, "LandlineOrUnsupported", &enum_case_LandlineOrUnsupported_value);

	zval enum_case_OptedOut_value;
	zend_string *enum_case_OptedOut_value_str = zend_string_init("opted_out", strlen("opted_out"), 1);
	ZVAL_STR(&enum_case_OptedOut_value, enum_case_OptedOut_value_str);
	zend_enum_add_case_cstr(class_entry, "OptedOut", &enum_case_OptedOut_value);

	zval enum_case_SpamFiltered_value;
	zend_string *enum_case_SpamFiltered_value_str = zend_string_init("spam_filtered", strlen("spam_filtered"), 1);
	ZVAL_STR(&enum_case_SpamFiltered_value, enum_case_SpamFiltered_value_str);
	zend_enum_add_case_cstr(class_entry, "SpamFiltered", &enum_case_SpamFiltered_value);

	zval enum_case_Blocked_value;
	zend_string *enum_case_Blocked_value_str = zend_string_init("blocked", strlen("blocked"), 1);
	ZVAL_STR(&enum_case_Blocked_value, enum_case_Blocked_value_str);
	zend_enum_add_case_cstr(class_entry, "Blocked", &enum_case_Blocked_value);

	zval enum_case_DestinationNotAllowed_value;
	zend_string *enum_case_DestinationNotAllowed_value_str = zend_string_init("destination_not_allowed", strlen("destination_not_allowed"), 1);
	ZVAL_STR(&enum_case_DestinationNotAllowed_value, enum_case_DestinationNotAllowed_value_str);
	zend_enum_add_case_cstr(class_entry, "DestinationNotAllowed", &enum_case_DestinationNotAllowed_value);

	zval enum_case_SenderNotRegistered_value;
	zend_string *enum_case_SenderNotRegistered_value_str = zend_string_init("sender_not_registered", strlen("sender_not_registered"), 1);
	ZVAL_STR(&enum_case_SenderNotRegistered_value, enum_case_SenderNotRegistered_value_str);
	zend_enum_add_case_cstr(class_entry, "SenderNotRegistered", &enum_case_SenderNotRegistered_value);

	zval enum_case_InvalidSender_value;
	zend_string *enum_case_InvalidSender_value_str = zend_string_init("invalid_sender", strlen("invalid_sender"), 1);
	ZVAL_STR(&enum_case_InvalidSender_value, enum_case_InvalidSender_value_str);
	zend_enum_add_case_cstr(class_entry, "InvalidSender", &enum_case_InvalidSender_value);

	zval enum_case_MessageInvalid_value;
	zend_string *enum_case_MessageInvalid_value_str = zend_string_init("message_invalid", strlen("message_invalid"), 1);
	ZVAL_STR(&enum_case_MessageInvalid_value, enum_case_MessageInvalid_value_str);
	zend_enum_add_case_cstr(class_entry, "MessageInvalid", &enum_case_MessageInvalid_value);

	zval enum_case_Throttled_value;
	zend_string *enum_case_Throttled_value_str = zend_string_init("throttled", strlen("throttled"), 1);
	ZVAL_STR(&enum_case_Throttled_value, enum_case_Throttled_value_str);
	zend_enum_add_case_cstr(class_entry, "Throttled", &enum_case_Throttled_value);

	zval enum_case_InsufficientFunds_value;
	zend_string *enum_case_InsufficientFunds_value_str = zend_string_init("insufficient_funds", strlen("insufficient_funds"), 1);
	ZVAL_STR(&enum_case_InsufficientFunds_value, enum_case_InsufficientFunds_value_str);
	zend_enum_add_case_cstr(class_entry, "InsufficientFunds", &enum_case_InsufficientFunds_value);

	zval enum_case_AccountProblem_value;
	zend_string *enum_case_AccountProblem_value_str = zend_string_init("account_problem", strlen("account_problem"), 1);
	ZVAL_STR(&enum_case_AccountProblem_value, enum_case_AccountProblem_value_str);
	zend_enum_add_case_cstr(class_entry, "AccountProblem", &enum_case_AccountProblem_value);

	zval enum_case_CarrierError_value;
	zend_string *enum_case_CarrierError_value_str = zend_string_init("carrier_error", strlen("carrier_error"), 1);
	ZVAL_STR(&enum_case_CarrierError_value, enum_case_CarrierError_value_str);
	zend_enum_add_case_cstr(class_entry, "CarrierError", &enum_case_CarrierError_value);

	zval enum_case_ProviderError_value;
	zend_string *enum_case_ProviderError_value_str = zend_string_init("provider_error", strlen("provider_error"), 1);
	ZVAL_STR(&enum_case_ProviderError_value, enum_case_ProviderError_value_str);
	zend_enum_add_case_cstr(class_entry, "ProviderError", &enum_case_ProviderError_value);

	zval enum_case_Expired_value;
	zend_string *enum_case_Expired_value_str = zend_string_init("expired", strlen("expired"), 1);
	ZVAL_STR(&enum_case_Expired_value, enum_case_Expired_value_str);
	zend_enum_add_case_cstr(class_entry, "Expired", &enum_case_Expired_value);

	zval enum_case_Canceled_value;
	zend_string *enum_case_Canceled_value_str = zend_string_init("canceled", strlen("canceled"), 1);
	ZVAL_STR(&enum_case_Canceled_value, enum_case_Canceled_value_str);
	zend_enum_add_case_cstr(class_entry, "Canceled", &enum_case_Canceled_value);

	zval enum_case_Duplicate_value;
	zend_string *enum_case_Duplicate_value_str = zend_string_init("duplicate", strlen("duplicate"), 1);
	ZVAL_STR(&enum_case_Duplicate_value, enum_case_Duplicate_value_str);
	zend_enum_add_case_cstr(class_entry, "Duplicate", &enum_case_Duplicate_value);

	zval enum_case_NoReceipt_value;
	zend_string *enum_case_NoReceipt_value_str = zend_string_init("no_receipt", strlen("no_receipt"), 1);
	ZVAL_STR(&enum_case_NoReceipt_value, enum_case_NoReceipt_value_str);
	zend_enum_add_case_cstr(class_entry, "NoReceipt", &enum_case_NoReceipt_value);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Permanence(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("Delivrd\\Permanence", IS_STRING, class_Delivrd_Permanence_methods);

	zval enum_case_Unknown_value;
	zend_string *enum_case_Unknown_value_str = zend_string_init("unknown", strlen("unknown"), 1);
	ZVAL_STR(&enum_case_Unknown_value, enum_case_Unknown_value_str);
	zend_enum_add_case_cstr(class_entry, "Unknown", &enum_case_Unknown_value);

	zval enum_case_Temporary_value;
	zend_string *enum_case_Temporary_value_str = zend_string_init("temporary", strlen("temporary"), 1);
	ZVAL_STR(&enum_case_Temporary_value, enum_case_Temporary_value_str);
	zend_enum_add_case_cstr(class_entry, "Temporary", &enum_case_Temporary_value);

	zval enum_case_Permanent_value;
	zend_string *enum_case_Permanent_value_str = zend_string_init("permanent", strlen("permanent"), 1);
	ZVAL_STR(&enum_case_Permanent_value, enum_case_Permanent_value_str);
	zend_enum_add_case_cstr(class_entry, "Permanent", &enum_case_Permanent_value);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Source(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("Delivrd\\Source", IS_STRING, class_Delivrd_Source_methods);

	zval enum_case_Status_value;
	zend_string *enum_case_Status_value_str = zend_string_init("status", strlen("status"), 1);
	ZVAL_STR(&enum_case_Status_value, enum_case_Status_value_str);
	zend_enum_add_case_cstr(class_entry, "Status", &enum_case_Status_value);

	zval enum_case_Text_value;
	zend_string *enum_case_Text_value_str = zend_string_init("text", strlen("text"), 1);
	ZVAL_STR(&enum_case_Text_value, enum_case_Text_value_str);
	zend_enum_add_case_cstr(class_entry, "Text", &enum_case_Text_value);

	zval enum_case_Code_value;
	zend_string *enum_case_Code_value_str = zend_string_init("code", strlen("code"), 1);
	ZVAL_STR(&enum_case_Code_value, enum_case_Code_value_str);
	zend_enum_add_case_cstr(class_entry, "Code", &enum_case_Code_value);

	zval enum_case_Provider_value;
	zend_string *enum_case_Provider_value_str = zend_string_init("provider", strlen("provider"), 1);
	ZVAL_STR(&enum_case_Provider_value, enum_case_Provider_value_str);
	zend_enum_add_case_cstr(class_entry, "Provider", &enum_case_Provider_value);

	zval enum_case_Config_value;
	zend_string *enum_case_Config_value_str = zend_string_init("config", strlen("config"), 1);
	ZVAL_STR(&enum_case_Config_value, enum_case_Config_value_str);
	zend_enum_add_case_cstr(class_entry, "Config", &enum_case_Config_value);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_CodeSystem(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("Delivrd\\CodeSystem", IS_STRING, class_Delivrd_CodeSystem_methods);

	zval enum_case_Provider_value;
	zend_string *enum_case_Provider_value_str = zend_string_init("provider", strlen("provider"), 1);
	ZVAL_STR(&enum_case_Provider_value, enum_case_Provider_value_str);
	zend_enum_add_case_cstr(class_entry, "Provider", &enum_case_Provider_value);

	zval enum_case_Smpp_value;
	zend_string *enum_case_Smpp_value_str = zend_string_init("smpp", strlen("smpp"), 1);
	ZVAL_STR(&enum_case_Smpp_value, enum_case_Smpp_value_str);
	zend_enum_add_case_cstr(class_entry, "Smpp", &enum_case_Smpp_value);

	zval enum_case_Map_value;
	zend_string *enum_case_Map_value_str = zend_string_init("map", strlen("map"), 1);
	ZVAL_STR(&enum_case_Map_value, enum_case_Map_value_str);
	zend_enum_add_case_cstr(class_entry, "Map", &enum_case_Map_value);

	zval enum_case_Rp_value;
	zend_string *enum_case_Rp_value_str = zend_string_init("rp", strlen("rp"), 1);
	ZVAL_STR(&enum_case_Rp_value, enum_case_Rp_value_str);
	zend_enum_add_case_cstr(class_entry, "Rp", &enum_case_Rp_value);

	zval enum_case_Tp_value;
	zend_string *enum_case_Tp_value_str = zend_string_init("tp", strlen("tp"), 1);
	ZVAL_STR(&enum_case_Tp_value, enum_case_Tp_value_str);
	zend_enum_add_case_cstr(class_entry, "Tp", &enum_case_Tp_value);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Action(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("Delivrd\\Action", IS_STRING, class_Delivrd_Action_methods);

	zval enum_case_None_value;
	zend_string *enum_case_None_value_str = zend_string_init("none", strlen("none"), 1);
	ZVAL_STR(&enum_case_None_value, enum_case_None_value_str);
	zend_enum_add_case_cstr(class_entry, "None", &enum_case_None_value);

	zval enum_case_Wait_value;
	zend_string *enum_case_Wait_value_str = zend_string_init("wait", strlen("wait"), 1);
	ZVAL_STR(&enum_case_Wait_value, enum_case_Wait_value_str);
	zend_enum_add_case_cstr(class_entry, "Wait", &enum_case_Wait_value);

	zval enum_case_Retry_value;
	zend_string *enum_case_Retry_value_str = zend_string_init("retry", strlen("retry"), 1);
	ZVAL_STR(&enum_case_Retry_value, enum_case_Retry_value_str);
	zend_enum_add_case_cstr(class_entry, "Retry", &enum_case_Retry_value);

	zval enum_case_UseOtherChannel_value;
	zend_string *enum_case_UseOtherChannel_value_str = zend_string_init("use_other_channel", strlen("use_other_channel"), 1);
	ZVAL_STR(&enum_case_UseOtherChannel_value, enum_case_UseOtherChannel_value_str);
	zend_enum_add_case_cstr(class_entry, "UseOtherChannel", &enum_case_UseOtherChannel_value);

	zval enum_case_FixRecipient_value;
	zend_string *enum_case_FixRecipient_value_str = zend_string_init("fix_recipient", strlen("fix_recipient"), 1);
	ZVAL_STR(&enum_case_FixRecipient_value, enum_case_FixRecipient_value_str);
	zend_enum_add_case_cstr(class_entry, "FixRecipient", &enum_case_FixRecipient_value);

	zval enum_case_FixSender_value;
	zend_string *enum_case_FixSender_value_str = zend_string_init("fix_sender", strlen("fix_sender"), 1);
	ZVAL_STR(&enum_case_FixSender_value, enum_case_FixSender_value_str);
	zend_enum_add_case_cstr(class_entry, "FixSender", &enum_case_FixSender_value);

	zval enum_case_FixContent_value;
	zend_string *enum_case_FixContent_value_str = zend_string_init("fix_content", strlen("fix_content"), 1);
	ZVAL_STR(&enum_case_FixContent_value, enum_case_FixContent_value_str);
	zend_enum_add_case_cstr(class_entry, "FixContent", &enum_case_FixContent_value);

	zval enum_case_FixAccount_value;
	zend_string *enum_case_FixAccount_value_str = zend_string_init("fix_account", strlen("fix_account"), 1);
	ZVAL_STR(&enum_case_FixAccount_value, enum_case_FixAccount_value_str);
	zend_enum_add_case_cstr(class_entry, "FixAccount", &enum_case_FixAccount_value);

	zval enum_case_Suppress_value;
	zend_string *enum_case_Suppress_value_str = zend_string_init("suppress", strlen("suppress"), 1);
	ZVAL_STR(&enum_case_Suppress_value, enum_case_Suppress_value_str);
	zend_enum_add_case_cstr(class_entry, "Suppress", &enum_case_Suppress_value);

	zval enum_case_AskProvider_value;
	zend_string *enum_case_AskProvider_value_str = zend_string_init("ask_provider", strlen("ask_provider"), 1);
	ZVAL_STR(&enum_case_AskProvider_value, enum_case_AskProvider_value_str);
	zend_enum_add_case_cstr(class_entry, "AskProvider", &enum_case_AskProvider_value);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Policy(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("Delivrd\\Policy", IS_STRING, class_Delivrd_Policy_methods);

	zval enum_case_DeliveredWins_value;
	zend_string *enum_case_DeliveredWins_value_str = zend_string_init("delivered_wins", strlen("delivered_wins"), 1);
	ZVAL_STR(&enum_case_DeliveredWins_value, enum_case_DeliveredWins_value_str);
	zend_enum_add_case_cstr(class_entry, "DeliveredWins", &enum_case_DeliveredWins_value);

	zval enum_case_FailureSticky_value;
	zend_string *enum_case_FailureSticky_value_str = zend_string_init("failure_sticky", strlen("failure_sticky"), 1);
	ZVAL_STR(&enum_case_FailureSticky_value, enum_case_FailureSticky_value_str);
	zend_enum_add_case_cstr(class_entry, "FailureSticky", &enum_case_FailureSticky_value);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Exception(zend_class_entry *class_entry_Throwable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Exception", class_Delivrd_Exception_methods);
	class_entry = zend_register_internal_interface(&ce);
	zend_class_implements(class_entry, 1, class_entry_Throwable);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_ConfigException(zend_class_entry *class_entry_InvalidArgumentException, zend_class_entry *class_entry_Delivrd_Exception)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "ConfigException", class_Delivrd_ConfigException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_InvalidArgumentException);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Delivrd_Exception);

	zval property_kind_default_value;
	ZVAL_UNDEF(&property_kind_default_value);
	zend_string *property_kind_name = zend_string_init("kind", sizeof("kind") - 1, 1);
	zend_declare_typed_property(class_entry, property_kind_name, &property_kind_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_kind_name);

	zval property_number_default_value;
	ZVAL_UNDEF(&property_number_default_value);
	zend_string *property_number_name = zend_string_init("number", sizeof("number") - 1, 1);
	zend_declare_typed_property(class_entry, property_number_name, &property_number_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_number_name);

	zval property_httpStatus_default_value;
	ZVAL_UNDEF(&property_httpStatus_default_value);
	zend_string *property_httpStatus_name = zend_string_init("httpStatus", sizeof("httpStatus") - 1, 1);
	zend_declare_typed_property(class_entry, property_httpStatus_name, &property_httpStatus_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_httpStatus_name);

	zval property_retryable_default_value;
	ZVAL_UNDEF(&property_retryable_default_value);
	zend_string *property_retryable_name = zend_string_init("retryable", sizeof("retryable") - 1, 1);
	zend_declare_typed_property(class_entry, property_retryable_name, &property_retryable_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_retryable_name);

	zval property_authentic_default_value;
	ZVAL_UNDEF(&property_authentic_default_value);
	zend_string *property_authentic_name = zend_string_init("authentic", sizeof("authentic") - 1, 1);
	zend_declare_typed_property(class_entry, property_authentic_name, &property_authentic_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_authentic_name);

	zval property_skew_default_value;
	ZVAL_UNDEF(&property_skew_default_value);
	zend_string *property_skew_name = zend_string_init("skew", sizeof("skew") - 1, 1);
	zend_declare_typed_property(class_entry, property_skew_name, &property_skew_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_skew_name);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_VerificationException(zend_class_entry *class_entry_RuntimeException, zend_class_entry *class_entry_Delivrd_Exception)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "VerificationException", class_Delivrd_VerificationException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_RuntimeException);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Delivrd_Exception);

	zval property_kind_default_value;
	ZVAL_UNDEF(&property_kind_default_value);
	zend_string *property_kind_name = zend_string_init("kind", sizeof("kind") - 1, 1);
	zend_declare_typed_property(class_entry, property_kind_name, &property_kind_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_kind_name);

	zval property_number_default_value;
	ZVAL_UNDEF(&property_number_default_value);
	zend_string *property_number_name = zend_string_init("number", sizeof("number") - 1, 1);
	zend_declare_typed_property(class_entry, property_number_name, &property_number_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_number_name);

	zval property_httpStatus_default_value;
	ZVAL_UNDEF(&property_httpStatus_default_value);
	zend_string *property_httpStatus_name = zend_string_init("httpStatus", sizeof("httpStatus") - 1, 1);
	zend_declare_typed_property(class_entry, property_httpStatus_name, &property_httpStatus_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_httpStatus_name);

	zval property_retryable_default_value;
	ZVAL_UNDEF(&property_retryable_default_value);
	zend_string *property_retryable_name = zend_string_init("retryable", sizeof("retryable") - 1, 1);
	zend_declare_typed_property(class_entry, property_retryable_name, &property_retryable_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_retryable_name);

	zval property_authentic_default_value;
	ZVAL_UNDEF(&property_authentic_default_value);
	zend_string *property_authentic_name = zend_string_init("authentic", sizeof("authentic") - 1, 1);
	zend_declare_typed_property(class_entry, property_authentic_name, &property_authentic_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_authentic_name);

	zval property_skew_default_value;
	ZVAL_UNDEF(&property_skew_default_value);
	zend_string *property_skew_name = zend_string_init("skew", sizeof("skew") - 1, 1);
	zend_declare_typed_property(class_entry, property_skew_name, &property_skew_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_skew_name);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_ParseException(zend_class_entry *class_entry_RuntimeException, zend_class_entry *class_entry_Delivrd_Exception)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "ParseException", class_Delivrd_ParseException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_RuntimeException);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Delivrd_Exception);

	zval property_kind_default_value;
	ZVAL_UNDEF(&property_kind_default_value);
	zend_string *property_kind_name = zend_string_init("kind", sizeof("kind") - 1, 1);
	zend_declare_typed_property(class_entry, property_kind_name, &property_kind_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_kind_name);

	zval property_number_default_value;
	ZVAL_UNDEF(&property_number_default_value);
	zend_string *property_number_name = zend_string_init("number", sizeof("number") - 1, 1);
	zend_declare_typed_property(class_entry, property_number_name, &property_number_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_number_name);

	zval property_httpStatus_default_value;
	ZVAL_UNDEF(&property_httpStatus_default_value);
	zend_string *property_httpStatus_name = zend_string_init("httpStatus", sizeof("httpStatus") - 1, 1);
	zend_declare_typed_property(class_entry, property_httpStatus_name, &property_httpStatus_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_httpStatus_name);

	zval property_retryable_default_value;
	ZVAL_UNDEF(&property_retryable_default_value);
	zend_string *property_retryable_name = zend_string_init("retryable", sizeof("retryable") - 1, 1);
	zend_declare_typed_property(class_entry, property_retryable_name, &property_retryable_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_retryable_name);

	zval property_authentic_default_value;
	ZVAL_UNDEF(&property_authentic_default_value);
	zend_string *property_authentic_name = zend_string_init("authentic", sizeof("authentic") - 1, 1);
	zend_declare_typed_property(class_entry, property_authentic_name, &property_authentic_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_authentic_name);

	zval property_skew_default_value;
	ZVAL_UNDEF(&property_skew_default_value);
	zend_string *property_skew_name = zend_string_init("skew", sizeof("skew") - 1, 1);
	zend_declare_typed_property(class_entry, property_skew_name, &property_skew_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_skew_name);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_InternalException(zend_class_entry *class_entry_RuntimeException, zend_class_entry *class_entry_Delivrd_Exception)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "InternalException", class_Delivrd_InternalException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_RuntimeException);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Delivrd_Exception);

	zval property_kind_default_value;
	ZVAL_UNDEF(&property_kind_default_value);
	zend_string *property_kind_name = zend_string_init("kind", sizeof("kind") - 1, 1);
	zend_declare_typed_property(class_entry, property_kind_name, &property_kind_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_kind_name);

	zval property_number_default_value;
	ZVAL_UNDEF(&property_number_default_value);
	zend_string *property_number_name = zend_string_init("number", sizeof("number") - 1, 1);
	zend_declare_typed_property(class_entry, property_number_name, &property_number_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_number_name);

	zval property_httpStatus_default_value;
	ZVAL_UNDEF(&property_httpStatus_default_value);
	zend_string *property_httpStatus_name = zend_string_init("httpStatus", sizeof("httpStatus") - 1, 1);
	zend_declare_typed_property(class_entry, property_httpStatus_name, &property_httpStatus_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_httpStatus_name);

	zval property_retryable_default_value;
	ZVAL_UNDEF(&property_retryable_default_value);
	zend_string *property_retryable_name = zend_string_init("retryable", sizeof("retryable") - 1, 1);
	zend_declare_typed_property(class_entry, property_retryable_name, &property_retryable_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_retryable_name);

	zval property_authentic_default_value;
	ZVAL_UNDEF(&property_authentic_default_value);
	zend_string *property_authentic_name = zend_string_init("authentic", sizeof("authentic") - 1, 1);
	zend_declare_typed_property(class_entry, property_authentic_name, &property_authentic_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_authentic_name);

	zval property_skew_default_value;
	ZVAL_UNDEF(&property_skew_default_value);
	zend_string *property_skew_name = zend_string_init("skew", sizeof("skew") - 1, 1);
	zend_declare_typed_property(class_entry, property_skew_name, &property_skew_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_skew_name);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Verifier(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Verifier", class_Delivrd_Verifier_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_provider_default_value;
	ZVAL_UNDEF(&property_provider_default_value);
	zend_string *property_provider_name = zend_string_init("provider", sizeof("provider") - 1, 1);
	zend_declare_typed_property(class_entry, property_provider_name, &property_provider_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_provider_name);

	zval property_account_default_value;
	ZVAL_UNDEF(&property_account_default_value);
	zend_string *property_account_name = zend_string_init("account", sizeof("account") - 1, 1);
	zend_declare_typed_property(class_entry, property_account_name, &property_account_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_account_name);

	zval property_maxBody_default_value;
	ZVAL_UNDEF(&property_maxBody_default_value);
	zend_string *property_maxBody_name = zend_string_init("maxBody", sizeof("maxBody") - 1, 1);
	zend_declare_typed_property(class_entry, property_maxBody_name, &property_maxBody_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_maxBody_name);


	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 1, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 2, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "receive", sizeof("receive") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "receive", sizeof("receive") - 1), 1, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "receive", sizeof("receive") - 1), 2, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "receive", sizeof("receive") - 1), 3, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "receiverequest", sizeof("receiverequest") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "messagekey", sizeof("messagekey") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "messagekey", sizeof("messagekey") - 1), 1, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "adviseoutcome", sizeof("adviseoutcome") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Request(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Request", class_Delivrd_Request_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_method_default_value;
	ZVAL_UNDEF(&property_method_default_value);
	zend_string *property_method_name = zend_string_init("method", sizeof("method") - 1, 1);
	zend_declare_typed_property(class_entry, property_method_name, &property_method_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_method_name);

	zval property_url_default_value;
	ZVAL_UNDEF(&property_url_default_value);
	zend_string *property_url_name = zend_string_init("url", sizeof("url") - 1, 1);
	zend_declare_typed_property(class_entry, property_url_name, &property_url_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_url_name);

	zval property_headers_default_value;
	ZVAL_UNDEF(&property_headers_default_value);
	zend_string *property_headers_name = zend_string_init("headers", sizeof("headers") - 1, 1);
	zend_declare_typed_property(class_entry, property_headers_name, &property_headers_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_headers_name);

	zval property_body_default_value;
	ZVAL_UNDEF(&property_body_default_value);
	zend_string *property_body_name = zend_string_init("body", sizeof("body") - 1, 1);
	zend_declare_typed_property(class_entry, property_body_name, &property_body_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_body_name);


	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 1, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 2, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 3, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Notification(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Notification", class_Delivrd_Notification_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zval property_provider_default_value;
	ZVAL_UNDEF(&property_provider_default_value);
	zend_string *property_provider_name = zend_string_init("provider", sizeof("provider") - 1, 1);
	zend_declare_typed_property(class_entry, property_provider_name, &property_provider_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_provider_name);

	zval property_account_default_value;
	ZVAL_UNDEF(&property_account_default_value);
	zend_string *property_account_name = zend_string_init("account", sizeof("account") - 1, 1);
	zend_declare_typed_property(class_entry, property_account_name, &property_account_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_account_name);

	zend_string *property_event_class_Delivrd_Event = zend_string_init("Delivrd\\Event", sizeof("Delivrd\\Event")-1, 1);
	zval property_event_default_value;
	ZVAL_UNDEF(&property_event_default_value);
	zend_string *property_event_name = zend_string_init("event", sizeof("event") - 1, 1);
	zend_declare_typed_property(class_entry, property_event_name, &property_event_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_event_class_Delivrd_Event, 0, 0));
	zend_string_release(property_event_name);

	zend_string *property_verified_class_Delivrd_Verification = zend_string_init("Delivrd\\Verification", sizeof("Delivrd\\Verification")-1, 1);
	zval property_verified_default_value;
	ZVAL_UNDEF(&property_verified_default_value);
	zend_string *property_verified_name = zend_string_init("verified", sizeof("verified") - 1, 1);
	zend_declare_typed_property(class_entry, property_verified_name, &property_verified_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_verified_class_Delivrd_Verification, 0, MAY_BE_NULL));
	zend_string_release(property_verified_name);

	zval property_payloadSha256_default_value;
	ZVAL_UNDEF(&property_payloadSha256_default_value);
	zend_string *property_payloadSha256_name = zend_string_init("payloadSha256", sizeof("payloadSha256") - 1, 1);
	zend_declare_typed_property(class_entry, property_payloadSha256_name, &property_payloadSha256_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_payloadSha256_name);

	zval property_receipts_default_value;
	ZVAL_UNDEF(&property_receipts_default_value);
	zend_string *property_receipts_name = zend_string_init("receipts", sizeof("receipts") - 1, 1);
	zend_declare_typed_property(class_entry, property_receipts_name, &property_receipts_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_receipts_name);

	zval property_other_default_value;
	ZVAL_UNDEF(&property_other_default_value);
	zend_string *property_other_name = zend_string_init("other", sizeof("other") - 1, 1);
	zend_declare_typed_property(class_entry, property_other_name, &property_other_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_other_name);

	zval property_unreadable_default_value;
	ZVAL_UNDEF(&property_unreadable_default_value);
	zend_string *property_unreadable_name = zend_string_init("unreadable", sizeof("unreadable") - 1, 1);
	zend_declare_typed_property(class_entry, property_unreadable_name, &property_unreadable_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_unreadable_name);


	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "fromjson", sizeof("fromjson") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Receipt(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Receipt", class_Delivrd_Receipt_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zval property_dedupeKey_default_value;
	ZVAL_UNDEF(&property_dedupeKey_default_value);
	zend_string *property_dedupeKey_name = zend_string_init("dedupeKey", sizeof("dedupeKey") - 1, 1);
	zend_declare_typed_property(class_entry, property_dedupeKey_name, &property_dedupeKey_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_dedupeKey_name);

	zval property_messageKey_default_value;
	ZVAL_UNDEF(&property_messageKey_default_value);
	zend_string *property_messageKey_name = zend_string_init("messageKey", sizeof("messageKey") - 1, 1);
	zend_declare_typed_property(class_entry, property_messageKey_name, &property_messageKey_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_messageKey_name);

	zval property_messageId_default_value;
	ZVAL_UNDEF(&property_messageId_default_value);
	zend_string *property_messageId_name = zend_string_init("messageId", sizeof("messageId") - 1, 1);
	zend_declare_typed_property(class_entry, property_messageId_name, &property_messageId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_messageId_name);

	zval property_reference_default_value;
	ZVAL_UNDEF(&property_reference_default_value);
	zend_string *property_reference_name = zend_string_init("reference", sizeof("reference") - 1, 1);
	zend_declare_typed_property(class_entry, property_reference_name, &property_reference_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_reference_name);

	zval property_recipient_default_value;
	ZVAL_UNDEF(&property_recipient_default_value);
	zend_string *property_recipient_name = zend_string_init("recipient", sizeof("recipient") - 1, 1);
	zend_declare_typed_property(class_entry, property_recipient_name, &property_recipient_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_recipient_name);

	zval property_sender_default_value;
	ZVAL_UNDEF(&property_sender_default_value);
	zend_string *property_sender_name = zend_string_init("sender", sizeof("sender") - 1, 1);
	zend_declare_typed_property(class_entry, property_sender_name, &property_sender_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_sender_name);

	zval property_channel_default_value;
	ZVAL_UNDEF(&property_channel_default_value);
	zend_string *property_channel_name = zend_string_init("channel", sizeof("channel") - 1, 1);
	zend_declare_typed_property(class_entry, property_channel_name, &property_channel_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_channel_name);

	zval property_campaign_default_value;
	ZVAL_UNDEF(&property_campaign_default_value);
	zend_string *property_campaign_name = zend_string_init("campaign", sizeof("campaign") - 1, 1);
	zend_declare_typed_property(class_entry, property_campaign_name, &property_campaign_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_campaign_name);

	zend_string *property_state_class_Delivrd_State = zend_string_init("Delivrd\\State", sizeof("Delivrd\\State")-1, 1);
	zval property_state_default_value;
	ZVAL_UNDEF(&property_state_default_value);
	zend_string *property_state_name = zend_string_init("state", sizeof("state") - 1, 1);
	zend_declare_typed_property(class_entry, property_state_name, &property_state_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_state_class_Delivrd_State, 0, 0));
	zend_string_release(property_state_name);

	zval property_final_default_value;
	ZVAL_UNDEF(&property_final_default_value);
	zend_string *property_final_name = zend_string_init("final", sizeof("final") - 1, 1);
	zend_declare_typed_property(class_entry, property_final_name, &property_final_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_final_name);

	zend_string *property_confirmation_class_Delivrd_Confirmation = zend_string_init("Delivrd\\Confirmation", sizeof("Delivrd\\Confirmation")-1, 1);
	zval property_confirmation_default_value;
	ZVAL_UNDEF(&property_confirmation_default_value);
	zend_string *property_confirmation_name = zend_string_init("confirmation", sizeof("confirmation") - 1, 1);
	zend_declare_typed_property(class_entry, property_confirmation_name, &property_confirmation_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_confirmation_class_Delivrd_Confirmation, 0, 0));
	zend_string_release(property_confirmation_name);

	zend_string *property_failure_class_Delivrd_Failure = zend_string_init("Delivrd\\Failure", sizeof("Delivrd\\Failure")-1, 1);
	zval property_failure_default_value;
	ZVAL_UNDEF(&property_failure_default_value);
	zend_string *property_failure_name = zend_string_init("failure", sizeof("failure") - 1, 1);
	zend_declare_typed_property(class_entry, property_failure_name, &property_failure_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_failure_class_Delivrd_Failure, 0, MAY_BE_NULL));
	zend_string_release(property_failure_name);

	zend_string *property_advice_class_Delivrd_Advice = zend_string_init("Delivrd\\Advice", sizeof("Delivrd\\Advice")-1, 1);
	zval property_advice_default_value;
	ZVAL_UNDEF(&property_advice_default_value);
	zend_string *property_advice_name = zend_string_init("advice", sizeof("advice") - 1, 1);
	zend_declare_typed_property(class_entry, property_advice_name, &property_advice_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_advice_class_Delivrd_Advice, 0, 0));
	zend_string_release(property_advice_name);

	zval property_status_default_value;
	ZVAL_UNDEF(&property_status_default_value);
	zend_string *property_status_name = zend_string_init("status", sizeof("status") - 1, 1);
	zend_declare_typed_property(class_entry, property_status_name, &property_status_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_status_name);

	zval property_code_default_value;
	ZVAL_UNDEF(&property_code_default_value);
	zend_string *property_code_name = zend_string_init("code", sizeof("code") - 1, 1);
	zend_declare_typed_property(class_entry, property_code_name, &property_code_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_code_name);

	zend_string *property_codeSystem_class_Delivrd_CodeSystem = zend_string_init("Delivrd\\CodeSystem", sizeof("Delivrd\\CodeSystem")-1, 1);
	zval property_codeSystem_default_value;
	ZVAL_UNDEF(&property_codeSystem_default_value);
	zend_string *property_codeSystem_name = zend_string_init("codeSystem", sizeof("codeSystem") - 1, 1);
	zend_declare_typed_property(class_entry, property_codeSystem_name, &property_codeSystem_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_codeSystem_class_Delivrd_CodeSystem, 0, MAY_BE_NULL));
	zend_string_release(property_codeSystem_name);

	zval property_detail_default_value;
	ZVAL_UNDEF(&property_detail_default_value);
	zend_string *property_detail_name = zend_string_init("detail", sizeof("detail") - 1, 1);
	zend_declare_typed_property(class_entry, property_detail_name, &property_detail_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_detail_name);

	zend_string *property_occurredAt_class_DateTimeImmutable = zend_string_init("DateTimeImmutable", sizeof("DateTimeImmutable")-1, 1);
	zval property_occurredAt_default_value;
	ZVAL_UNDEF(&property_occurredAt_default_value);
	zend_string *property_occurredAt_name = zend_string_init("occurredAt", sizeof("occurredAt") - 1, 1);
	zend_declare_typed_property(class_entry, property_occurredAt_name, &property_occurredAt_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_occurredAt_class_DateTimeImmutable, 0, MAY_BE_NULL));
	zend_string_release(property_occurredAt_name);

	zval property_parts_default_value;
	ZVAL_UNDEF(&property_parts_default_value);
	zend_string *property_parts_name = zend_string_init("parts", sizeof("parts") - 1, 1);
	zend_declare_typed_property(class_entry, property_parts_name, &property_parts_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_parts_name);

	zval property_part_default_value;
	ZVAL_UNDEF(&property_part_default_value);
	zend_string *property_part_name = zend_string_init("part", sizeof("part") - 1, 1);
	zend_declare_typed_property(class_entry, property_part_name, &property_part_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_part_name);

	zend_string *property_cost_class_Delivrd_Cost = zend_string_init("Delivrd\\Cost", sizeof("Delivrd\\Cost")-1, 1);
	zval property_cost_default_value;
	ZVAL_UNDEF(&property_cost_default_value);
	zend_string *property_cost_name = zend_string_init("cost", sizeof("cost") - 1, 1);
	zend_declare_typed_property(class_entry, property_cost_name, &property_cost_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_cost_class_Delivrd_Cost, 0, MAY_BE_NULL));
	zend_string_release(property_cost_name);

	zval property_carrier_default_value;
	ZVAL_UNDEF(&property_carrier_default_value);
	zend_string *property_carrier_name = zend_string_init("carrier", sizeof("carrier") - 1, 1);
	zend_declare_typed_property(class_entry, property_carrier_name, &property_carrier_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_carrier_name);

	zval property_network_default_value;
	ZVAL_UNDEF(&property_network_default_value);
	zend_string *property_network_name = zend_string_init("network", sizeof("network") - 1, 1);
	zend_declare_typed_property(class_entry, property_network_name, &property_network_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_network_name);

	zval property_tags_default_value;
	ZVAL_UNDEF(&property_tags_default_value);
	zend_string *property_tags_name = zend_string_init("tags", sizeof("tags") - 1, 1);
	zend_declare_typed_property(class_entry, property_tags_name, &property_tags_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_tags_name);

	zval property_extra_default_value;
	ZVAL_UNDEF(&property_extra_default_value);
	zend_string *property_extra_name = zend_string_init("extra", sizeof("extra") - 1, 1);
	zend_declare_typed_property(class_entry, property_extra_name, &property_extra_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_extra_name);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Event(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Event", class_Delivrd_Event_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_id_default_value;
	ZVAL_UNDEF(&property_id_default_value);
	zend_string *property_id_name = zend_string_init("id", sizeof("id") - 1, 1);
	zend_declare_typed_property(class_entry, property_id_name, &property_id_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_id_name);

	zval property_type_default_value;
	ZVAL_UNDEF(&property_type_default_value);
	zend_string *property_type_name = zend_string_init("type", sizeof("type") - 1, 1);
	zend_declare_typed_property(class_entry, property_type_name, &property_type_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_type_name);

	zval property_attempt_default_value;
	ZVAL_UNDEF(&property_attempt_default_value);
	zend_string *property_attempt_name = zend_string_init("attempt", sizeof("attempt") - 1, 1);
	zend_declare_typed_property(class_entry, property_attempt_name, &property_attempt_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_attempt_name);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Verification(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Verification", class_Delivrd_Verification_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_scheme_default_value;
	ZVAL_UNDEF(&property_scheme_default_value);
	zend_string *property_scheme_name = zend_string_init("scheme", sizeof("scheme") - 1, 1);
	zend_declare_typed_property(class_entry, property_scheme_name, &property_scheme_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_scheme_name);

	zval property_key_default_value;
	ZVAL_UNDEF(&property_key_default_value);
	zend_string *property_key_name = zend_string_init("key", sizeof("key") - 1, 1);
	zend_declare_typed_property(class_entry, property_key_name, &property_key_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_key_name);

	zend_string *property_signedAt_class_DateTimeImmutable = zend_string_init("DateTimeImmutable", sizeof("DateTimeImmutable")-1, 1);
	zval property_signedAt_default_value;
	ZVAL_UNDEF(&property_signedAt_default_value);
	zend_string *property_signedAt_name = zend_string_init("signedAt", sizeof("signedAt") - 1, 1);
	zend_declare_typed_property(class_entry, property_signedAt_name, &property_signedAt_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_signedAt_class_DateTimeImmutable, 0, MAY_BE_NULL));
	zend_string_release(property_signedAt_name);

	zval property_skew_default_value;
	ZVAL_UNDEF(&property_skew_default_value);
	zend_string *property_skew_name = zend_string_init("skew", sizeof("skew") - 1, 1);
	zend_declare_typed_property(class_entry, property_skew_name, &property_skew_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_skew_name);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Unreadable(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Unreadable", class_Delivrd_Unreadable_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_index_default_value;
	ZVAL_UNDEF(&property_index_default_value);
	zend_string *property_index_name = zend_string_init("index", sizeof("index") - 1, 1);
	zend_declare_typed_property(class_entry, property_index_name, &property_index_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_index_name);

	zval property_kind_default_value;
	ZVAL_UNDEF(&property_kind_default_value);
	zend_string *property_kind_name = zend_string_init("kind", sizeof("kind") - 1, 1);
	zend_declare_typed_property(class_entry, property_kind_name, &property_kind_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_kind_name);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Failure(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Failure", class_Delivrd_Failure_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zend_string *property_reason_class_Delivrd_Reason = zend_string_init("Delivrd\\Reason", sizeof("Delivrd\\Reason")-1, 1);
	zval property_reason_default_value;
	ZVAL_UNDEF(&property_reason_default_value);
	zend_string *property_reason_name = zend_string_init("reason", sizeof("reason") - 1, 1);
	zend_declare_typed_property(class_entry, property_reason_name, &property_reason_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_reason_class_Delivrd_Reason, 0, 0));
	zend_string_release(property_reason_name);

	zend_string *property_permanence_class_Delivrd_Permanence = zend_string_init("Delivrd\\Permanence", sizeof("Delivrd\\Permanence")-1, 1);
	zval property_permanence_default_value;
	ZVAL_UNDEF(&property_permanence_default_value);
	zend_string *property_permanence_name = zend_string_init("permanence", sizeof("permanence") - 1, 1);
	zend_declare_typed_property(class_entry, property_permanence_name, &property_permanence_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_permanence_class_Delivrd_Permanence, 0, 0));
	zend_string_release(property_permanence_name);

	zend_string *property_source_class_Delivrd_Source = zend_string_init("Delivrd\\Source", sizeof("Delivrd\\Source")-1, 1);
	zval property_source_default_value;
	ZVAL_UNDEF(&property_source_default_value);
	zend_string *property_source_name = zend_string_init("source", sizeof("source") - 1, 1);
	zend_declare_typed_property(class_entry, property_source_name, &property_source_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_source_class_Delivrd_Source, 0, 0));
	zend_string_release(property_source_name);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Advice(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Advice", class_Delivrd_Advice_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zend_string *property_action_class_Delivrd_Action = zend_string_init("Delivrd\\Action", sizeof("Delivrd\\Action")-1, 1);
	zval property_action_default_value;
	ZVAL_UNDEF(&property_action_default_value);
	zend_string *property_action_name = zend_string_init("action", sizeof("action") - 1, 1);
	zend_declare_typed_property(class_entry, property_action_name, &property_action_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_action_class_Delivrd_Action, 0, 0));
	zend_string_release(property_action_name);

	zval property_id_default_value;
	ZVAL_UNDEF(&property_id_default_value);
	zend_string *property_id_name = zend_string_init("id", sizeof("id") - 1, 1);
	zend_declare_typed_property(class_entry, property_id_name, &property_id_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_id_name);

	zval property_explanation_default_value;
	ZVAL_UNDEF(&property_explanation_default_value);
	zend_string *property_explanation_name = zend_string_init("explanation", sizeof("explanation") - 1, 1);
	zend_declare_typed_property(class_entry, property_explanation_name, &property_explanation_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_explanation_name);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Cost(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Cost", class_Delivrd_Cost_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_amount_default_value;
	ZVAL_UNDEF(&property_amount_default_value);
	zend_string *property_amount_name = zend_string_init("amount", sizeof("amount") - 1, 1);
	zend_declare_typed_property(class_entry, property_amount_name, &property_amount_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_amount_name);

	zval property_currency_default_value;
	ZVAL_UNDEF(&property_currency_default_value);
	zend_string *property_currency_name = zend_string_init("currency", sizeof("currency") - 1, 1);
	zend_declare_typed_property(class_entry, property_currency_name, &property_currency_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_currency_name);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Outcome(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Outcome", class_Delivrd_Outcome_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);


	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "fromjson", sizeof("fromjson") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "apply", sizeof("apply") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "merge", sizeof("merge") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Summary(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Summary", class_Delivrd_Summary_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zend_string *property_state_class_Delivrd_State = zend_string_init("Delivrd\\State", sizeof("Delivrd\\State")-1, 1);
	zval property_state_default_value;
	ZVAL_UNDEF(&property_state_default_value);
	zend_string *property_state_name = zend_string_init("state", sizeof("state") - 1, 1);
	zend_declare_typed_property(class_entry, property_state_name, &property_state_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_state_class_Delivrd_State, 0, 0));
	zend_string_release(property_state_name);

	zval property_final_default_value;
	ZVAL_UNDEF(&property_final_default_value);
	zend_string *property_final_name = zend_string_init("final", sizeof("final") - 1, 1);
	zend_declare_typed_property(class_entry, property_final_name, &property_final_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_final_name);

	zend_string *property_confirmation_class_Delivrd_Confirmation = zend_string_init("Delivrd\\Confirmation", sizeof("Delivrd\\Confirmation")-1, 1);
	zval property_confirmation_default_value;
	ZVAL_UNDEF(&property_confirmation_default_value);
	zend_string *property_confirmation_name = zend_string_init("confirmation", sizeof("confirmation") - 1, 1);
	zend_declare_typed_property(class_entry, property_confirmation_name, &property_confirmation_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_confirmation_class_Delivrd_Confirmation, 0, 0));
	zend_string_release(property_confirmation_name);

	zend_string *property_failure_class_Delivrd_Failure = zend_string_init("Delivrd\\Failure", sizeof("Delivrd\\Failure")-1, 1);
	zval property_failure_default_value;
	ZVAL_UNDEF(&property_failure_default_value);
	zend_string *property_failure_name = zend_string_init("failure", sizeof("failure") - 1, 1);
	zend_declare_typed_property(class_entry, property_failure_name, &property_failure_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_failure_class_Delivrd_Failure, 0, MAY_BE_NULL));
	zend_string_release(property_failure_name);

	zval property_conflict_default_value;
	ZVAL_UNDEF(&property_conflict_default_value);
	zend_string *property_conflict_name = zend_string_init("conflict", sizeof("conflict") - 1, 1);
	zend_declare_typed_property(class_entry, property_conflict_name, &property_conflict_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_conflict_name);

	zval property_late_default_value;
	ZVAL_UNDEF(&property_late_default_value);
	zend_string *property_late_name = zend_string_init("late", sizeof("late") - 1, 1);
	zend_declare_typed_property(class_entry, property_late_name, &property_late_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_late_name);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Contradiction(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Contradiction", class_Delivrd_Contradiction_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zend_string *property_state_class_Delivrd_State = zend_string_init("Delivrd\\State", sizeof("Delivrd\\State")-1, 1);
	zval property_state_default_value;
	ZVAL_UNDEF(&property_state_default_value);
	zend_string *property_state_name = zend_string_init("state", sizeof("state") - 1, 1);
	zend_declare_typed_property(class_entry, property_state_name, &property_state_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_state_class_Delivrd_State, 0, 0));
	zend_string_release(property_state_name);

	zend_string *property_failure_class_Delivrd_Failure = zend_string_init("Delivrd\\Failure", sizeof("Delivrd\\Failure")-1, 1);
	zval property_failure_default_value;
	ZVAL_UNDEF(&property_failure_default_value);
	zend_string *property_failure_name = zend_string_init("failure", sizeof("failure") - 1, 1);
	zend_declare_typed_property(class_entry, property_failure_name, &property_failure_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_failure_class_Delivrd_Failure, 0, MAY_BE_NULL));
	zend_string_release(property_failure_name);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Segment(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Segment", class_Delivrd_Segment_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_part_default_value;
	ZVAL_UNDEF(&property_part_default_value);
	zend_string *property_part_name = zend_string_init("part", sizeof("part") - 1, 1);
	zend_declare_typed_property(class_entry, property_part_name, &property_part_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_part_name);

	zval property_mergeKey_default_value;
	ZVAL_UNDEF(&property_mergeKey_default_value);
	zend_string *property_mergeKey_name = zend_string_init("mergeKey", sizeof("mergeKey") - 1, 1);
	zend_declare_typed_property(class_entry, property_mergeKey_name, &property_mergeKey_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_mergeKey_name);

	zval property_seen_default_value;
	ZVAL_UNDEF(&property_seen_default_value);
	zend_string *property_seen_name = zend_string_init("seen", sizeof("seen") - 1, 1);
	zend_declare_typed_property(class_entry, property_seen_name, &property_seen_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_seen_name);

	return class_entry;
}

static zend_class_entry *register_class_Delivrd_Change(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Delivrd", "Change", class_Delivrd_Change_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_newInformation_default_value;
	ZVAL_UNDEF(&property_newInformation_default_value);
	zend_string *property_newInformation_name = zend_string_init("newInformation", sizeof("newInformation") - 1, 1);
	zend_declare_typed_property(class_entry, property_newInformation_name, &property_newInformation_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_newInformation_name);

	zval property_transition_default_value;
	ZVAL_UNDEF(&property_transition_default_value);
	zend_string *property_transition_name = zend_string_init("transition", sizeof("transition") - 1, 1);
	zend_declare_typed_property(class_entry, property_transition_name, &property_transition_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_transition_name);

	zend_string *property_before_class_Delivrd_Summary = zend_string_init("Delivrd\\Summary", sizeof("Delivrd\\Summary")-1, 1);
	zval property_before_default_value;
	ZVAL_UNDEF(&property_before_default_value);
	zend_string *property_before_name = zend_string_init("before", sizeof("before") - 1, 1);
	zend_declare_typed_property(class_entry, property_before_name, &property_before_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_before_class_Delivrd_Summary, 0, 0));
	zend_string_release(property_before_name);

	zend_string *property_after_class_Delivrd_Summary = zend_string_init("Delivrd\\Summary", sizeof("Delivrd\\Summary")-1, 1);
	zval property_after_default_value;
	ZVAL_UNDEF(&property_after_default_value);
	zend_string *property_after_name = zend_string_init("after", sizeof("after") - 1, 1);
	zend_declare_typed_property(class_entry, property_after_name, &property_after_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_after_class_Delivrd_Summary, 0, 0));
	zend_string_release(property_after_name);

	return class_entry;
}
