// The client of bearerbox's fake SMSC: the tool fakesmsc as an object.
#pragma once

#include "test/rig/smsc.h"
#include "test/rig/socket.h"

namespace permit::test {

/// Uses one line per message, `from to type message` (Kannel 1.4.5 gw/smsc/smsc_fake.c). bearerbox serves one such
/// client at a time and converts no alphabets, so only an SmppSmsc shows a wrong alphabet.
class FakeSmsc : public Smsc {
 public:
  explicit FakeSmsc(Port port) : port_(port) {}

  bool ready() const override { return stream_.open(); }
  /// REQUIRES: the text has no line feed; a part of a concatenated text has GSM characters only.
  void send(const Sms& text) override;

  void watch(std::vector<pollfd>& sockets) const override;
  /// Also connects, and reconnects when bearerbox runs again.
  void serve() override;

  void disconnect() { stream_.close(); }

 private:
  void receive_line(std::string_view line);

  Port port_;
  Stream stream_;
};

}  // namespace permit::test
