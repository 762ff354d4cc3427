# Installing, manual pages and Debian packages.

MAN_PACKAGES := lowdown
DEB_PACKAGES := dpkg-dev debhelper lintian debootstrap
$(foreach goal,man install,$(eval PACKAGES.$(goal) = $$(BUILD_PACKAGES) $$(MAN_PACKAGES)))
$(foreach goal,deb test-package test-reproducible,$(eval PACKAGES.$(goal) = $$(BUILD_PACKAGES) $$(MAN_PACKAGES) $$(DEB_PACKAGES)))

MANUALS := $(addprefix $(BUILD)/man/,permitctl.1 permit8103-certificate.1 permit8103.conf.5 permit-rules.5 permit8103.8 \
               permit8103-smsbox.8)
# Installed with the same relative paths, so that the links between them work.
DOCUMENTS := $(wildcard $(addsuffix *.md,./ conf/ plugin/ plugin/tool/ rules/ test/ test/torture/ test/bench/) conf/*.conf)
PREFIX    := /usr

install: $(PRODUCTS) $(MANUALS) ## install the library, tools, manuals, configuration and rules; DESTDIR=, PREFIX=/usr
	install -D -t $(DESTDIR)$(PREFIX)/lib/permit8103 -m 644 $(LIBRARY)
	install -D -t $(DESTDIR)$(PREFIX)/bin $(TOOLS)
	install -D -t $(DESTDIR)$(PREFIX)/sbin packaging/permit8103-smsbox
	install -D -t $(DESTDIR)$(PREFIX)/share/doc/permit8103 -m 644 conf/kannel-*.conf
	install -D -t $(DESTDIR)$(PREFIX)/share/doc/permit8103-tools/examples -m 644 packaging/sudoers
	for page in $(DOCUMENTS); do install -D -m 644 $$page $(DESTDIR)$(PREFIX)/share/doc/permit8103/$$page; done
	for page in $(MANUALS); do install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man$${page##*.} $$page; done
	for tool in $(notdir $(TOOLS)); do install -D -m 644 packaging/$$tool.bash-completion \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/$$tool; done
	$(call install_once,conf/permit8103.conf,/etc/kannel/permit8103/permit8103.conf)
	$(call install_once,conf/smsbox.conf,/etc/kannel/permit8103/smsbox.conf)
	for file in $$(cd rules && find . -type f); do $(call install_once,rules/$$file,/etc/kannel/permit8103/rules/$$file); done

# Never overwrites a file, since an operator or author may have changed it.
install_once = [ -e "$(DESTDIR)$2" ] || install -D -m 644 "$1" "$(DESTDIR)$2"

man: $(MANUALS) ## write the manual pages: help texts, the sample configuration and README files in another form

$(BUILD)/man/%.1: $(BUILD)/% packaging/manpage | deps
	$(call manpage,$*,1,$<)
$(BUILD)/man/permit8103.conf.5: conf/permit8103.conf packaging/manpage | deps
	$(call manpage,permit8103.conf,5,$<)
$(BUILD)/man/permit-rules.5: rules/REFERENCE.md packaging/manpage | deps
	$(call manpage,permit-rules,5,$<)
$(BUILD)/man/permit8103.8: conf/README.md packaging/manpage | deps
	$(call manpage,permit8103,8,$<)
$(BUILD)/man/permit8103-smsbox.8: packaging/permit8103-smsbox packaging/manpage | deps
	$(call manpage,permit8103-smsbox,8,$<)
manpage = mkdir -p $(@D); $(call say,MAN,$@); packaging/manpage $1 $2 $3 > $@

deb: | deps ## build the Debian packages in build/deb and check them with lintian
	packaging/build-deb $(BUILD)/deb
test-package: deb ## install, upgrade and purge the packages in a Debian below build/package; needs root
	packaging/test-package $(BUILD)/deb $(BUILD)/package
test-reproducible: | deps ## build the packages twice, in different surroundings, and compare every byte
	packaging/test-reproducible $(BUILD)/reproduced
