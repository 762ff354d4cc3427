// The only way to open a register, with any storage engine.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "core/admin_store.h"
#include "core/inspection.h"
#include "core/store.h"
#include "metrics/instance_store.h"

namespace permit {

/// All interfaces of one register. A caller that needs less takes only the interface that it uses.
class RegisterStore : public Store, public AdminStore, public InspectionStore, public InstanceStore {
 public:
  /// Returns the program for which the last write waited in vain, or nothing if that write could begin.
  virtual std::optional<WritingProgram> blocked_by() const { return std::nullopt; }
};

struct OpenOptions {
  /// Creates nothing and writes nothing.
  bool read_only = false;
  /// Opening fails while another process has the register open, and no other process can open it meanwhile.
  bool exclusive = false;
  /// Initial address space, in bytes. The map grows when it is full; the file grows only with what is written.
  std::size_t map_size = std::size_t{16} << 30;
  /// A write fails when another program still writes after this time. The error names that program.
  std::chrono::milliseconds writer_timeout{30'000};
  /// A call of AdminStore that handles many rows stops after this time, with at least one row handled.
  std::chrono::milliseconds long_write{20};
};

/// Opens the register in `folder`. Creates an empty one where there is none, unless read_only. Refuses a folder that is
/// not a register or has another schema. Open a folder once in a process, after the process's last fork.
///
/// Every process on the folder sees the commits of the others. Several threads of a process may call; they wait for
/// each other.
Result<std::unique_ptr<RegisterStore>> open_store(const std::string& folder, const OpenOptions& options = {});

/// Opens an existing register to read it. Never creates one, so a mistyped name is an error.
Result<std::unique_ptr<RegisterStore>> open_to_read(const std::string& folder);
Result<std::unique_ptr<RegisterStore>> open_to_write(const std::string& folder);

}  // namespace permit
