package dev.wangge.cases.evidence;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What a photo may be; told by its bytes, since a name or a header may say anything. */
enum PhotoFormat {
    JPEG("jpg"),
    PNG("png"),
    WEBP("webp");

    /** Brands of the files that iPhones make unless they are told not to. */
    private static final Set<String> HEIF =
            Set.of("heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif", "avis");

    private final String extension;

    PhotoFormat(String extension) {
        this.extension = extension;
    }

    String extension() {
        return extension;
    }

    /** Its media type. */
    public String type() {
        return "image/" + (this == JPEG ? "jpeg" : extension);
    }

    /** The format a photo's name says. */
    public static Optional<PhotoFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> name.endsWith("." + format.extension))
                .findFirst();
    }

    static PhotoFormat of(byte[] bytes) {
        if (starts(bytes, 0, 0xff, 0xd8, 0xff)) {
            return JPEG;
        }
        if (starts(bytes, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return PNG;
        }
        // RIFF holds sounds and films too; four bytes of length stand between.
        if (starts(bytes, 0, 'R', 'I', 'F', 'F') && starts(bytes, 8, 'W', 'E', 'B', 'P')) {
            return WEBP;
        }
        throw new Problem(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                isHeif(bytes)
                        ? "This is HEIC or AVIF, which few can open; set the camera to JPEG"
                                + " (iPhone: Formats, Most Compatible)"
                        : "A photo is JPEG, PNG or WebP");
    }

    private static boolean isHeif(byte[] bytes) {
        return starts(bytes, 4, 'f', 't', 'y', 'p')
                && bytes.length >= 12
                && HEIF.contains(new String(bytes, 8, 4, StandardCharsets.ISO_8859_1));
    }

    private static boolean starts(byte[] bytes, int from, int... magic) {
        if (bytes.length < from + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[from + i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
