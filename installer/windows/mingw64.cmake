# Cross-build for Windows. The posix-threads flavour: the win32 one has no std::mutex.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)

# Header-only libraries of the build machine that are the same everywhere, alone in a folder: its
# /usr/include as a whole would bring glibc's headers along.
set(soxa_shared_headers ${CMAKE_BINARY_DIR}/shared-headers)
file(MAKE_DIRECTORY ${soxa_shared_headers})
foreach(header tl utf8proc.h)
    file(COPY /usr/include/${header} DESTINATION ${soxa_shared_headers})
endforeach()
include_directories(SYSTEM ${soxa_shared_headers})
