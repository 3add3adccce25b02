PHP_ARG_WITH([delivrd],
  [for delivrd support],
  [AS_HELP_STRING([--with-delivrd@<:@=DIR@:>@],
    [Include delivrd support; DIR is the prefix that libdelivrd was installed into, if pkg-config does not know it])])

if test "$PHP_DELIVRD" != "no"; then
  AS_IF([test "$PHP_DELIVRD" != "yes"], [
    AS_IF([test ! -f "$PHP_DELIVRD/lib/pkgconfig/delivrd.pc"],
      [AC_MSG_ERROR([no lib/pkgconfig/delivrd.pc in $PHP_DELIVRD: expected the prefix that libdelivrd was installed into])])
    PKG_CONFIG_PATH="$PHP_DELIVRD/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
    export PKG_CONFIG_PATH
  ])

  dnl The dot stands for a hash sign, behind which m4 would expand nothing.
  delivrd_header=PHP_EXT_SRCDIR([delivrd])/php_delivrd.h
  DELIVRD_VERSION=$(sed -n 's/^.define PHP_DELIVRD_VERSION "\(.*\)"$/\1/p' "$delivrd_header")
  PKG_CHECK_MODULES([DELIVRD], [delivrd >= $DELIVRD_VERSION], [],
    [AC_MSG_ERROR([libdelivrd $DELIVRD_VERSION or later was not found by pkg-config.
Build and install it from the sources of delivrd, with a Rust toolchain:
    cargo xtask dist-c --prefix /usr/local
then configure with --with-delivrd=/usr/local, or with the prefix of your choice.])])

  PHP_EVAL_INCLINE([$DELIVRD_CFLAGS])
  PHP_EVAL_LIBLINE([$DELIVRD_LIBS], [DELIVRD_SHARED_LIBADD])
  PHP_SUBST([DELIVRD_SHARED_LIBADD])

  dnl PHP's macros give every function parameters that few of them use.
  PHP_NEW_EXTENSION([delivrd],
    [delivrd.c error.c news.c outcome.c request.c values.c verifier.c words.c],
    [$ext_shared],,
    [-Wall -Wextra -Wno-unused-parameter -DZEND_ENABLE_STATIC_TSRMLS_CACHE=1])
  PHP_ADD_EXTENSION_DEP([delivrd], [json])
fi
