package dev.wangge.cases.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wangge.cases.TestPhoto;
import dev.wangge.platform.problem.Problem;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a photo, and what is no photo. */
class PhotoPrintsTest {
    private final PhotoPrints prints = prints(25_000_000, Duration.ofSeconds(10));

    private static PhotoPrints prints(int pixelsAtOnce, Duration patience) {
        return new PhotoPrints(
                new PhotoSettings(
                        25_000_000, 2048, pixelsAtOnce, patience, 60, Duration.ofHours(24)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 64, 8, 8",
        "2, 64, 56, 8",
        "3, 64, 56, 40",
        "4, 64, 8, 40",
        "5, 48, 8, 8",
        "6, 48, 40, 8",
        "7, 48, 40, 56",
        "8, 48, 8, 56",
        "0, 64, 8, 8",
        "9, 64, 8, 8",
    })
    void aPhotoStandsUprightAsItsCameraWasHeld(int orientation, int width, int x, int y) {
        var print = TestPhoto.read(prints.of(turned(orientation)));

        assertThat(print.getWidth()).isEqualTo(width);
        assertThat(redCorner(print)).isEqualTo(new Corner(x, y));
    }

    @ParameterizedTest
    @ValueSource(strings = {"turned.jpg", "turned.png", "lossy.webp", "lossless.webp"})
    void nothingOfTheFileIsKeptButItsPixels(String file) {
        var sent =
                joined(
                        resource(file),
                        "<script>alert(1)</script>PK\3\4".getBytes(StandardCharsets.US_ASCII));
        assertThat(text(sent)).contains("SecretMaker", "<script>");

        var kept = prints.of(sent);

        assertThat(text(kept)).doesNotContain("SecretMaker", "Exif", "<script>", "PK");
        // JFIF's own header and what the picture needs: no Exif, XMP, profile, comment.
        assertThat(markers(kept)).containsOnly(0xe0, 0xdb, 0xc0, 0xc4, 0xda);
        assertThat(redCorner(TestPhoto.read(kept))).isEqualTo(new Corner(40, 8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cmyk.jpg", "progressive.jpg", "moving.png", "moving.webp", "palette.png"})
    void picturesOfAllKindsKeepTheirColours(String file) {
        var print = TestPhoto.read(prints.of(resource(file)));

        assertThat(print.getWidth()).isEqualTo(64);
        assertThat(redCorner(print)).isEqualTo(new Corner(8, 8));
        assertThat(new Color(print.getRGB(56, 40)).getGreen()).isBetween(180, 215);
    }

    @Test
    void aGreyPictureWithTransparencyIsNoLighterThanItWas() {
        var print = TestPhoto.read(prints.of(resource("la.png")));

        assertThat(new Color(print.getRGB(8, 8)).getRed()).isBetween(70, 82);
        assertThat(new Color(print.getRGB(56, 40)).getRed()).isBetween(194, 206);
    }

    @Test
    void whatIsTransparentIsWhite() {
        var clear = new BufferedImage(20, 20, BufferedImage.TYPE_INT_ARGB);

        assertThat(TestPhoto.read(prints.of(TestPhoto.written(clear, "png"))).getRGB(5, 5))
                .isEqualTo(Color.WHITE.getRGB());
    }

    @Test
    void aLargePhotoIsKeptSmaller() {
        var noise = new BufferedImage(3000, 1000, BufferedImage.TYPE_INT_RGB);
        var random = new Random(7);
        for (int x = 0; x < 3000; x++) {
            for (int y = 0; y < 1000; y++) {
                noise.setRGB(x, y, random.nextInt());
            }
        }

        var kept = prints.of(TestPhoto.written(noise, "jpg"));

        assertThat(TestPhoto.read(kept).getWidth()).isEqualTo(2048);
        assertThat(TestPhoto.read(kept).getHeight()).isEqualTo(683);
        assertThat(kept.length).isLessThan(1 << 20);
    }

    @Test
    void whatOnlyBeginsLikeAPhotoIsNone() {
        var whole = resource("turned.jpg");
        var half = Arrays.copyOf(whole, whole.length - 90);

        assertThat(refused(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}))
                .isEqualTo("truncated");
        assertThat(refused(half)).isEqualTo("truncated");
        assertThat(refused(joined(half, new byte[] {(byte) 0xff, (byte) 0xd9})))
                .as("half of it with an end put on")
                .isIn("truncated", "unreadable");
        assertThat(refused(Arrays.copyOf(resource("turned.png"), 200))).isEqualTo("truncated");
        assertThat(refused(Arrays.copyOf(resource("lossy.webp"), 200))).isEqualTo("truncated");
        assertThat(refused(shortened(resource("lossy.webp")))).isIn("truncated", "unreadable");
        assertThat(refused(png(10, 10, new byte[3]))).isEqualTo("unreadable");
        assertThat(refused(png(0, 10, new byte[3]))).isEqualTo("unreadable");
    }

    @Test
    void aSmallFileCannotAskForMuchMemoryOrTime() {
        var bomb = png(60_000, 60_000, new byte[1]);
        assertThat(bomb.length).isLessThan(80);
        assertThat(refused(bomb)).isEqualTo("too-many-pixels");

        var jpeg = resource("turned.jpg");
        int sof = text(jpeg).indexOf("\u00ff\u00c0");
        ByteBuffer.wrap(jpeg).putShort(sof + 5, (short) 60_000).putShort(sof + 7, (short) 60_000);
        assertThat(refused(jpeg)).isEqualTo("too-many-pixels");

        var progressive = resource("progressive.jpg");
        int scan = text(progressive).lastIndexOf("\u00ff\u00da");
        var last = Arrays.copyOfRange(progressive, scan, progressive.length - 2);
        var scans = Arrays.copyOf(progressive, progressive.length - 2);
        for (int i = 0; i < 100; i++) {
            scans = joined(scans, last);
        }
        assertThat(refused(joined(scans, new byte[] {(byte) 0xff, (byte) 0xd9})))
                .isEqualTo("unreadable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<svg/>", "GIF89a", "BM0000", "RIFFxxxxWAVE", "%PDF-1.7", "PK\3\4"})
    void whatIsNoPhotoIsOfNoMediaTypeThatIsTaken(String start) {
        var problem = problem(start.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problem.slug()).isEqualTo("unsupported-media-type");
    }

    @Test
    void whoSendsHeicIsToldHowToSetTheCamera() {
        var problem = problem("\0\0\0\u0018ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problem.slug()).isEqualTo("unsupported-media-type");
        assertThat(problem).hasMessageContaining("HEIC").hasMessageContaining("JPEG");
    }

    @Test
    void brokenPhotosOfAllKindsAreNamedProblems() {
        var random = new Random(20261129);
        for (var file :
                List.of("turned.jpg", "turned.png", "lossy.webp", "lossless.webp", "cmyk.jpg")) {
            for (int i = 0; i < 150; i++) {
                var bytes = resource(file);
                for (int n = 0; n < 1 + i % 5; n++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                try {
                    assertThat(TestPhoto.read(prints.of(bytes)).getWidth()).isPositive();
                } catch (Problem named) {
                    assertThat(named.slug()).isIn("invalid-photo", "unsupported-media-type");
                }
            }
        }
    }

    @Test
    void whoWaitsTooLongForATurnIsToldToComeAgain() throws Exception {
        var few = prints(1, Duration.ofMillis(1));
        var photo =
                TestPhoto.written(new BufferedImage(1500, 1500, BufferedImage.TYPE_INT_RGB), "png");
        Callable<String> send =
                () -> {
                    try {
                        few.of(photo);
                        return "kept";
                    } catch (Problem problem) {
                        return problem.slug();
                    }
                };
        var answers = new ArrayList<String>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : pool.invokeAll(Collections.nCopies(12, send))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).containsOnly("kept", "rate-limited").contains("rate-limited");
        // Also who failed gives the turn back.
        assertThat(problemOf(few, png(10, 10, new byte[3])).slug()).isEqualTo("invalid-photo");
        assertThat(send.call()).isEqualTo("kept");
    }

    private String refused(byte[] bytes) {
        var problem = problem(bytes);
        assertThat(problem).isInstanceOf(InvalidPhoto.class);
        return ((InvalidPhoto) problem).code();
    }

    private Problem problem(byte[] bytes) {
        return problemOf(prints, bytes);
    }

    private static Problem problemOf(PhotoPrints prints, byte[] bytes) {
        return Objects.requireNonNull(
                catchThrowableOfType(Problem.class, () -> prints.of(bytes)), "It was kept");
    }

    private record Corner(int x, int y) {}

    /** Where red is: the pictures have it in one corner. */
    private static Corner redCorner(BufferedImage print) {
        for (int x : new int[] {8, print.getWidth() - 8}) {
            for (int y : new int[] {8, print.getHeight() - 8}) {
                var colour = new Color(print.getRGB(x, y));
                if (colour.getRed() > 230 && colour.getGreen() < 40) {
                    return new Corner(x, y);
                }
            }
        }
        throw new AssertionError("No corner is red");
    }

    /** A JPEG with red in its first corner that says how it was held. */
    private static byte[] turned(int orientation) {
        var image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        var canvas = image.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, 32, 24);
        canvas.dispose();
        var jpeg = TestPhoto.written(image, "jpg");
        var exif =
                ByteBuffer.allocate(36)
                        .putShort((short) 0xffe1)
                        .putShort((short) 34)
                        .put("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII))
                        .putInt(8)
                        .putShort((short) 1)
                        .putShort((short) 0x0112)
                        .putShort((short) 3)
                        .putInt(1)
                        .putShort((short) orientation)
                        .putShort((short) 0)
                        .putInt(0);
        return joined(
                joined(Arrays.copyOf(jpeg, 2), exif.array()),
                Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** Half of a WebP whose sizes say that this is all. */
    private static byte[] shortened(byte[] webp) {
        var half =
                ByteBuffer.wrap(Arrays.copyOf(webp, 120)).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        int frame = text(webp).indexOf("VP8 ");
        return half.putInt(4, 112).putInt(frame + 4, 120 - frame - 8).array();
    }

    private static byte[] png(int width, int height, byte[] pixels) {
        var deflater = new Deflater();
        deflater.setInput(pixels);
        deflater.finish();
        var packed = new byte[100];
        int length = deflater.deflate(packed);
        var header =
                ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).put((byte) 2);
        var png =
                joined(
                        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'},
                        chunk("IHDR", header.array()));
        return joined(
                joined(png, chunk("IDAT", Arrays.copyOf(packed, length))),
                chunk("IEND", new byte[0]));
    }

    private static byte[] chunk(String type, byte[] data) {
        var chunk =
                ByteBuffer.allocate(12 + data.length)
                        .putInt(data.length)
                        .put(type.getBytes(StandardCharsets.US_ASCII))
                        .put(data);
        var crc = new CRC32();
        crc.update(chunk.array(), 4, 4 + data.length);
        return chunk.putInt((int) crc.getValue()).array();
    }

    private static List<Integer> markers(byte[] jpeg) {
        var markers = new ArrayList<Integer>();
        int at = 2;
        while (markers.isEmpty() || markers.getLast() != 0xda) {
            markers.add(jpeg[at + 1] & 0xff);
            at += 2 + ByteBuffer.wrap(jpeg).getShort(at + 2);
        }
        return markers;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] resource(String name) {
        try (InputStream in = PhotoPrintsTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
