package dev.wangge.cases.evidence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a photo's file says of itself, read without decoding or unpacking anything: one walk over
 * its segments or chunks.
 */
final class PhotoFile {
    /** Cameras write ten at most; each more is a whole pass over the picture for a few bytes. */
    private static final int MOST_SCANS = 64;

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int ORIENTATION = 0x0112;
    private static final int UPRIGHT = 1;

    private final byte[] bytes;
    private final PhotoFormat format;
    private int scans;
    private boolean whole = true;
    private int orientation = UPRIGHT;

    /**
     * Walks over it.
     *
     * @throws dev.wangge.platform.problem.Problem unsupported-media-type, when its bytes are no
     *     photo's
     */
    PhotoFile(byte[] bytes) {
        this.bytes = bytes;
        this.format = PhotoFormat.of(bytes);
        switch (format) {
            case JPEG -> jpeg();
            case PNG -> png();
            case WEBP -> webp();
        }
    }

    PhotoFormat format() {
        return format;
    }

    /** How it is to be turned to stand upright: 1 to 8 as Exif has it. */
    int orientation() {
        return orientation;
    }

    boolean hasTooManyScans() {
        return scans > MOST_SCANS;
    }

    /** Whether its pixels come in several passes, for which a decoder keeps the whole picture. */
    boolean isProgressive() {
        return scans > 1;
    }

    /** Whether it is as long as it says. */
    boolean isWhole() {
        return whole;
    }

    private void jpeg() {
        boolean exifSeen = false;
        int at = 2;
        whole = false;
        while (at + 1 < bytes.length) {
            int marker = unsigned(at + 1);
            if (unsigned(at) != 0xff || marker == 0xff) {
                at++;
            } else if (marker == 0xd9) {
                whole = true;
                return;
            } else if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
                // A stuffed byte, or a marker that stands alone.
                at += 2;
            } else {
                if (at + 3 >= bytes.length) {
                    return;
                }
                int length = (unsigned(at + 2) << 8) | unsigned(at + 3);
                if (marker == 0xda) {
                    scans++;
                } else if (marker == 0xe1 && !exifSeen && isExif(at + 4)) {
                    exifSeen = true;
                    exif(at + 4, length - 2);
                }
                at += 2 + Math.max(2, length);
            }
        }
    }

    private void png() {
        long at = 8;
        whole = false;
        while (at + 12 <= bytes.length) {
            var chunk = ByteBuffer.wrap(bytes, (int) at, bytes.length - (int) at);
            long length = Integer.toUnsignedLong(chunk.getInt());
            var type = new String(bytes, (int) at + 4, 4, StandardCharsets.ISO_8859_1);
            if (type.equals("IEND")) {
                whole = true;
                return;
            }
            if (type.equals("eXIf")) {
                exif((int) at + 8, length);
            }
            at += 12 + length;
        }
    }

    private void webp() {
        long end = 8 + Integer.toUnsignedLong(littleEndian(4, 4).getInt());
        whole = end <= bytes.length;
        long at = 12;
        // What lies behind its end is none of its own.
        while (at + 8 <= Math.min(end, bytes.length)) {
            var type = new String(bytes, (int) at, 4, StandardCharsets.ISO_8859_1);
            long length = Integer.toUnsignedLong(littleEndian((int) at + 4, 4).getInt());
            if (at + 8 + length > bytes.length) {
                whole = false;
                return;
            }
            if (type.equals("EXIF")) {
                exif((int) at + 8, length);
            }
            at += 8 + length + (length & 1);
        }
    }

    private void exif(int from, long length) {
        int start = isExif(from) ? from + EXIF.length : from;
        int end = (int) Math.min(from + length, bytes.length);
        try {
            orientation = orientation(ByteBuffer.wrap(bytes, start, end - start).slice());
        } catch (IndexOutOfBoundsException e) {
            // Such a block says nothing, and a photo without one stands upright.
            orientation = UPRIGHT;
        }
    }

    /** The first directory of a TIFF header has it, if any. */
    private static int orientation(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION) {
                int said = Short.toUnsignedInt(tiff.getShort(entry + 8));
                return said >= 1 && said <= 8 ? said : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private boolean isExif(int at) {
        for (int i = 0; i < EXIF.length; i++) {
            if (at + i >= bytes.length || bytes[at + i] != EXIF[i]) {
                return false;
            }
        }
        return true;
    }

    private int unsigned(int at) {
        return bytes[at] & 0xff;
    }

    private ByteBuffer littleEndian(int at, int length) {
        return ByteBuffer.wrap(bytes, at, length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
