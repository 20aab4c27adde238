# Sets, for the machine this runs on, `platform`, as in the names of the packages, and `library`, the file cargo makes.
platform=$(node -p '`${process.platform}-${process.arch}`')
library=libocr_facture_node.so
case $platform in
linux-*) platform=$platform-$(node -p 'process.report.getReport().header.glibcVersionRuntime ? "gnu" : "musl"') ;;
darwin-*) library=libocr_facture_node.dylib ;;
esac
