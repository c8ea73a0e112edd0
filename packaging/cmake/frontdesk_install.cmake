# SPDX-License-Identifier: AGPL-3.0-or-later
# What lands on a server: programs, plugins as bundles, SQL, templates, and the public headers for who writes plugins.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/core/include/frontdesk DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT headers)

get_property(plugins GLOBAL PROPERTY FRONTDESK_PLUGINS)
foreach(id IN LISTS plugins)
  set(bundle ${CMAKE_INSTALL_LIBDIR}/frontdesk/plugins/${id})
  install(TARGETS plugin_${id} LIBRARY DESTINATION ${bundle})
  foreach(part sql templates)
    if(EXISTS ${PROJECT_SOURCE_DIR}/${part}/${id})
      install(DIRECTORY ${PROJECT_SOURCE_DIR}/${part}/${id}/ DESTINATION ${bundle}/${part})
    endif()
  endforeach()
endforeach()

install(DIRECTORY ${PROJECT_SOURCE_DIR}/sql/core DESTINATION ${CMAKE_INSTALL_DATADIR}/frontdesk/sql)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/templates/layout ${PROJECT_SOURCE_DIR}/templates/errors
  ${PROJECT_SOURCE_DIR}/templates/mail ${PROJECT_SOURCE_DIR}/templates/messages
  DESTINATION ${CMAKE_INSTALL_DATADIR}/frontdesk/templates)

install(CODE "
  set(shared \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/frontdesk\")
  execute_process(COMMAND \"${CMAKE_COMMAND}\" -DSOURCE=${PROJECT_SOURCE_DIR}/templates/assets \"-DTARGET=\${shared}/assets\"
    \"-DMANIFEST=\${shared}/templates/assets.json\" -P ${PROJECT_SOURCE_DIR}/packaging/cmake/frontdesk_assets.cmake COMMAND_ERROR_IS_FATAL ANY)")
