// A folder that is held open. Renames and links on its path no longer matter.
//
// A program of root writes into folders of other users, who can put links there at any moment. So it opens and creates
// files only in the held folder, follows no symbolic link there, and takes owner and mode from descriptors.
#pragma once

#include <string>
#include <utility>

#include <sys/stat.h>

#include "base/result.h"
#include "system/descriptor.h"

namespace permit {

class Folder {
 public:
  /// Opens a folder. As root, follows a symbolic link on the path only if root owns it. A descriptor_path() leads to
  /// the held folder itself. An error sets errno.
  static Result<Folder> open(const std::string& path);
  /// Opens a folder of this folder, but no symbolic link. An error sets errno.
  Result<Folder> open_folder(const std::string& name) const;
  /// Makes a new folder of this folder with this mode, whatever the umask.
  Result<Folder> make_folder(const std::string& name, mode_t mode) const;

  int get() const { return descriptor_.get(); }
  /// Returns the path by which it was opened, for people.
  const std::string& path() const { return path_; }
  std::string path_of(const std::string& name) const { return path_ + "/" + name; }
  /// Returns a path of the held folder for libraries that open files by path. It needs /proc.
  std::string descriptor_path() const { return kDescriptors + std::to_string(get()); }
  struct stat status() const;
  /// Returns the folder above it and its name there, with all links resolved.
  Result<std::pair<Folder, std::string>> place() const;

  /// Checks a file that a library opens by its name: if it exists, it must be a regular file with one name, of the
  /// folder's owner, of root or of this process's user. The error says what it is and what to do.
  Status check_file(const std::string& name) const;
  /// Returns an error, and sets errno to EPERM, if this process may not use a file because another user than the
  /// folder's owner has made it.
  Status check_access(const std::string& name) const;
  /// Opens a file that passes check_file() for reading and writing. An error sets errno, to ENOENT for a missing file.
  Result<Descriptor> open_file(const std::string& name) const;
  /// Creates a file with this mode, whatever the umask. The file of root belongs to the folder's owner. An error sets
  /// errno, to EEXIST if the name is in use, even by a link.
  Result<Descriptor> create_file(const std::string& name, mode_t mode) const;
  /// Opens a file, or creates it if it is missing.
  Result<Descriptor> open_or_create_file(const std::string& name, mode_t mode) const;

  /// Removes a file, a link, or a folder with everything in it. Returns whether nothing has this name now.
  bool remove(const std::string& name) const;
  bool sync() const;

 private:
  static constexpr const char* kDescriptors = "/proc/self/fd/";

  Folder(std::string path, Descriptor descriptor) : path_(std::move(path)), descriptor_(std::move(descriptor)) {}
  Error cannot(const std::string& name, const std::string& what) const;

  std::string path_;
  Descriptor descriptor_;
};

/// Returns `.NAME.XXXXXX' with random letters. Rule folders and metrics collectors ignore hidden names. Returns an
/// empty string if the kernel returns no random bytes.
std::string hidden_name(const std::string& name);

}  // namespace permit
