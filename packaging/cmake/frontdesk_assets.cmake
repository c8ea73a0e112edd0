# SPDX-License-Identifier: AGPL-3.0-or-later
# Run with -P at installation: copies each file of SOURCE to TARGET under a name that holds its content's hash, so that browsers
# may keep it for ever, and writes MANIFEST (file → that name), from which the templates take it. Files of an older installation
# stay for a while: pages that are open still ask for them.
file(GLOB files RELATIVE ${SOURCE} ${SOURCE}/*)
file(MAKE_DIRECTORY ${TARGET})
set(entries "")
foreach(name IN LISTS files)
  file(SHA256 ${SOURCE}/${name} hash)
  string(SUBSTRING ${hash} 0 16 hash)
  cmake_path(GET name STEM LAST_ONLY stem)
  cmake_path(GET name EXTENSION LAST_ONLY extension)
  set(hashed ${stem}.${hash}${extension})
  file(COPY_FILE ${SOURCE}/${name} ${TARGET}/${hashed} ONLY_IF_DIFFERENT)
  list(APPEND entries "  \"${name}\": \"${hashed}\"")
endforeach()
list(JOIN entries ",\n" entries)
file(WRITE ${MANIFEST} "{\n${entries}\n}\n")
