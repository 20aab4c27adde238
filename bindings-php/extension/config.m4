dnl What PIE and phpize run: the extension is built by cargo, and installed as any other.
PHP_ARG_ENABLE([ocr_facture],
  [whether to enable ocr_facture],
  [AS_HELP_STRING([--enable-ocr_facture], [Enable the engine of ocr-facture])],
  [yes])

if test "$PHP_OCR_FACTURE" != "no"; then
  AC_PATH_PROG([CARGO], [cargo], [no], [$PATH:$HOME/.cargo/bin])
  if test "$CARGO" = "no"; then
    AC_MSG_ERROR([cargo is needed: https://rustup.rs (Rust 1.94 or newer)])
  fi
  dnl The build looks for a file: a bare name is made whole.
  PHP_CONFIG_OF_EXTENSION=`command -v "${PHP_CONFIG:-php-config}"`
  PHP_SUBST(CARGO)
  PHP_SUBST(PHP_CONFIG_OF_EXTENSION)
  AC_DEFINE([HAVE_OCR_FACTURE], [1], [Whether ocr_facture is built])
  PHP_MODULES="\$(phplibdir)/ocr_facture.so"
  PHP_SUBST(PHP_MODULES)
  PHP_ADD_MAKEFILE_FRAGMENT([$abs_srcdir/Makefile.frag], [$abs_srcdir], [$ac_pwd])
fi
