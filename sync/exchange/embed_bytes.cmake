# cmake -DIN=file -DOUT=file -P embed_bytes.cmake: the bytes of a file as numbers of C++, 16 a line.
file(READ ${IN} digits HEX)
string(REGEX REPLACE "(................................)" "\\1\n" lines "${digits}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1, " numbers "${lines}")
file(WRITE ${OUT} "${numbers}\n")
