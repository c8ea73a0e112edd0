// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plugin/bundle_check.h"

#include <elf.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace frontdesk {

namespace {

constexpr std::uintmax_t largest_plugin = 256U * 1024 * 1024;

std::optional<std::string> objection_to_owner(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return "can't read " + path + ": " + std::strerror(errno);
  if (status.st_uid != 0 && status.st_uid != ::geteuid()) {
    return path + " belongs to another account; give it to root or to the account that runs Frontdesk (chown)";
  }
  if ((status.st_mode & S_IWOTH) != 0) return path + " can be written by everybody; mend it with: chmod o-w " + path;
  return std::nullopt;
}

std::optional<std::string> read_whole(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error || size > largest_plugin) return std::nullopt;
  std::string bytes(size, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  if (!file) return std::nullopt;
  return bytes;
}

/// A part of a file that is cut off would end the process when it is first touched.
std::optional<std::string> objection_to_elf(const std::string& bytes) {
  Elf64_Ehdr header{};
  if (bytes.size() < sizeof header) return "it is no shared object, or was cut short";
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_type != ET_DYN) return "it is no shared object";
#if defined(__x86_64__)
  constexpr Elf64_Half machine = EM_X86_64;
#elif defined(__aarch64__)
  constexpr Elf64_Half machine = EM_AARCH64;
#else
#error "name this machine's ELF type here"
#endif
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_machine != machine) return "it was built for another kind of machine";
  const auto fits = [&](std::uint64_t offset, std::uint64_t size) { return offset <= bytes.size() && size <= bytes.size() - offset; };
  if (header.e_phentsize != sizeof(Elf64_Phdr) || !fits(header.e_phoff, std::uint64_t{header.e_phnum} * sizeof(Elf64_Phdr))) return "its file was cut short";
  if (header.e_shnum > 0 && !fits(header.e_shoff, std::uint64_t{header.e_shnum} * header.e_shentsize)) return "its file was cut short";
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    Elf64_Phdr part{};
    std::memcpy(&part, bytes.data() + header.e_phoff + std::uint64_t{i} * sizeof part, sizeof part);
    if (part.p_type == PT_LOAD && !fits(part.p_offset, part.p_filesz)) return "its file was cut short";
  }
  return std::nullopt;
}

/// The build tag as it stands in the file: "gcc…-api<n>" up to its NUL.
std::optional<std::string> objection_to_tag(std::string_view bytes, const std::string& host_tag) {
  const std::string needle = host_tag + '\0';
  if (bytes.find(needle) != std::string_view::npos) return std::nullopt;
  for (std::size_t at = bytes.find("-glibcxx"); at != std::string_view::npos; at = bytes.find("-glibcxx", at + 1)) {
    const std::size_t start = bytes.rfind('\0', at) + 1;
    const std::size_t end = bytes.find('\0', at);
    const std::string_view tag = bytes.substr(start, end == std::string_view::npos ? 0 : end - start);
    if (!tag.starts_with("gcc") || tag.size() > 100) continue;
    return "it was built as " + std::string(tag) + ", this Frontdesk as " + host_tag + "; build it again with this Frontdesk's headers and compiler";
  }
  return "it has no build tag of Frontdesk's headers (FRONTDESK_BUILD_TAG); is it a plugin?";
}

}  // namespace

std::optional<std::string> objection_to(const std::string& bundle, const std::string& host_tag) {
  const std::string file = bundle + "/plugin.so";
  for (const auto& path : {std::filesystem::path(bundle).parent_path().string(), bundle, file}) {
    if (auto objection = objection_to_owner(path)) return objection;
  }
  const auto bytes = read_whole(file);
  if (!bytes) return "can't read " + file;
  if (auto objection = objection_to_elf(*bytes)) return objection;
  return objection_to_tag(*bytes, host_tag);
}

}  // namespace frontdesk
