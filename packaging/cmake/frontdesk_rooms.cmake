# SPDX-License-Identifier: AGPL-3.0-or-later
# A room is a folder of core/ and one target. Its headers are included as "<room>/<file>", and only by those who link it: each
# room's include path holds nothing but that room.

add_library(frontdesk_public INTERFACE)
add_library(frontdesk::public ALIAS frontdesk_public)
target_include_directories(frontdesk_public INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/core/include> $<INSTALL_INTERFACE:include>)
target_compile_features(frontdesk_public INTERFACE cxx_std_20)

# frontdesk_room(<room> [FOLDER <folder below core>] [USES <rooms>...] [LINKS <public libraries>...] [DOORS <private libraries>...])
#   USES: rooms whose headers this one's headers may show; DOORS: vendors that only this room knows.
function(frontdesk_room room)
  cmake_parse_arguments(arg "" "FOLDER" "USES;LINKS;DOORS" ${ARGN})
  if(NOT arg_FOLDER)
    set(arg_FOLDER ${room})
  endif()
  set(folder ${PROJECT_SOURCE_DIR}/core/${arg_FOLDER})
  set(view ${PROJECT_BINARY_DIR}/rooms/${room}/${arg_FOLDER})
  cmake_path(GET view PARENT_PATH parent)
  file(MAKE_DIRECTORY ${parent})
  if(NOT EXISTS ${view})
    file(CREATE_LINK ${folder} ${view} SYMBOLIC)
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  set(uses ${arg_USES})
  list(TRANSFORM uses PREPEND frontdesk_)
  if(sources)
    add_library(frontdesk_${room} STATIC ${sources})
    target_include_directories(frontdesk_${room} PUBLIC ${PROJECT_BINARY_DIR}/rooms/${room})
    target_link_libraries(frontdesk_${room} PUBLIC frontdesk_public ${uses} ${arg_LINKS} PRIVATE frontdesk_flags ${arg_DOORS})
    set_target_properties(frontdesk_${room} PROPERTIES UNITY_BUILD_MODE BATCH)
  else()
    add_library(frontdesk_${room} INTERFACE)
    target_include_directories(frontdesk_${room} INTERFACE ${PROJECT_BINARY_DIR}/rooms/${room})
    target_link_libraries(frontdesk_${room} INTERFACE frontdesk_public ${uses} ${arg_LINKS})
  endif()
endfunction()

# frontdesk_program(<name> FOLDER <folder below core> LINKS ...): the program whose main.cpp lies in that folder.
function(frontdesk_program name)
  cmake_parse_arguments(arg "" "FOLDER" "LINKS" ${ARGN})
  set(main ${PROJECT_SOURCE_DIR}/core/${arg_FOLDER}/main.cpp)
  if(EXISTS ${main})
    add_executable(${name} ${main})
    target_link_libraries(${name} PRIVATE frontdesk_flags ${arg_LINKS})
    target_compile_definitions(${name} PRIVATE FRONTDESK_VERSION="${PROJECT_VERSION}")
    install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
endfunction()

# frontdesk_plugin(<id>): plugins/<id> as a bundle <build>/plugins/<id>/{plugin.so,sql,templates}, the shape in which a
# practice's own plugin arrives too. It sees the public headers and nothing else of the core.
function(frontdesk_plugin id)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/plugins/${id}/*.cpp)
  set(bundle ${PROJECT_BINARY_DIR}/plugins/${id})
  add_library(plugin_${id} MODULE ${sources})
  set_target_properties(plugin_${id} PROPERTIES
    PREFIX "" OUTPUT_NAME plugin LIBRARY_OUTPUT_DIRECTORY ${bundle}
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  target_link_libraries(plugin_${id} PRIVATE frontdesk_public frontdesk_flags)
  target_link_options(plugin_${id} PRIVATE
    -Wl,--version-script=${PROJECT_SOURCE_DIR}/packaging/cmake/plugin.map -Wl,--no-undefined)
  set_target_properties(plugin_${id} PROPERTIES LINK_DEPENDS ${PROJECT_SOURCE_DIR}/packaging/cmake/plugin.map)
  foreach(part sql templates)
    if(EXISTS ${PROJECT_SOURCE_DIR}/${part}/${id} AND NOT EXISTS ${bundle}/${part})
      file(MAKE_DIRECTORY ${bundle})
      file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${part}/${id} ${bundle}/${part} SYMBOLIC)
    endif()
  endforeach()
  set_property(GLOBAL APPEND PROPERTY FRONTDESK_PLUGINS ${id})
endfunction()
