// Processes that are killed while texts are in flight: whatever was accepted is answered, and stands in the register.
#include <map>
#include <string>

#include "test/kannel/crowd.h"
#include "test/kannel/rig_test.h"
#include "test/torture/fault.h"

namespace permit::test {

TEST_GROUP_BASE(Kill, RigTest){};

TEST(Kill, smsbox) {
  Fault fault("smsbox is killed");
  const std::size_t kills = times(5, 300);
  const std::size_t count = kills * 100;
  Crowd crowd(start_rig(), count, 50);
  for (std::size_t kill = 0; kill < kills; ++kill) {
    crowd.run(kill * 100 + fault.between(1, 100));
    rig->smsbox().end();
    fault.tried();
    rig->start_smsbox();
    crowd.run(crowd.answered() + 1);
    fault.survived();
  }
  crowd.run();
  fault.texts(count);

  rig->registry().verify();
  std::map<std::string, std::size_t> granted;
  for (const Entry& entry : rig->registry().log())
    if (entry.outcome == Outcome::granted) ++granted[entry.document];
  for (std::size_t text = 0; text < count; ++text) {
    const std::size_t permits = granted[Crowd::document(text)];
    if (permits == 0) fault.lost("the permit of " + Crowd::document(text));
    if (permits > 1) fault.wrong("permits of " + Crowd::document(text) + ": " + std::to_string(permits));
  }
  fault.check();
}

}  // namespace permit::test
