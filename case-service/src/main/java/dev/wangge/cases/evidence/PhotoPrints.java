package dev.wangge.cases.evidence;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.color.ColorSpace;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.spi.IIORegistry;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.springframework.stereotype.Component;

/**
 * Makes of a photo what is kept of it: its pixels, upright, as a JPEG of its own. Nothing else of
 * the file is taken over, neither where it was taken nor by whom, nor what hides behind its end.
 */
@Component
class PhotoPrints {
    private static final float[] QUALITIES = {0.85f, 0.7f, 0.5f};
    private static final int LARGEST = 1 << 20;

    /** Progressive JPEG is not decoded row by row: so many times the memory of others. */
    private static final int PROGRESSIVE = 2;

    /** WebP neither, and its decoder takes some 30 bytes a pixel. */
    private static final int WEBP = 10;

    private final PhotoSettings settings;
    private final Semaphore pixels;

    static {
        // Their registration by the class path depends on whose thread comes first.
        ImageIO.setUseCache(false);
        IIORegistry.getDefaultInstance().registerServiceProvider(new JPEGImageReaderSpi());
        IIORegistry.getDefaultInstance().registerServiceProvider(new WebPImageReaderSpi());
    }

    PhotoPrints(PhotoSettings settings) {
        this.settings = settings;
        this.pixels = new Semaphore(settings.pixelsAtOnce(), true);
    }

    /**
     * The photo as a JPEG without metadata.
     *
     * @throws Problem unsupported-media-type, when its bytes are no photo's; invalid-photo, when
     *     they cannot be decoded whole and within bounds; rate-limited, when too many come at once
     */
    byte[] of(byte[] sent) {
        var file = new PhotoFile(sent);
        if (!file.isWhole()) {
            throw new InvalidPhoto("truncated", "The photo ends early; send it again");
        }
        if (file.hasTooManyScans()) {
            throw new InvalidPhoto("unreadable", "The photo cannot be decoded");
        }
        var reader = ImageIO.getImageReadersByFormatName(file.format().name()).next();
        try (var in = new ByteArrayImageInputStream(sent)) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            requireBounded(width, height, file);
            return inTurn(
                    weight(width, height, file),
                    () -> jpeg(upright(decoded(reader, width, height), file.orientation())));
        } catch (IOException | RuntimeException e) {
            if (e instanceof Problem problem) {
                throw problem;
            }
            // Decoders answer nonsense with whatever they run into.
            throw new InvalidPhoto("unreadable", "The photo cannot be decoded");
        } finally {
            reader.dispose();
        }
    }

    private void requireBounded(int width, int height, PhotoFile file) {
        long most = settings.mostPixels() / (file.format() == PhotoFormat.WEBP ? WEBP : 1);
        if (width < 1 || height < 1) {
            throw new InvalidPhoto("unreadable", "The photo cannot be decoded");
        }
        if ((long) width * height > most) {
            throw new InvalidPhoto(
                    "too-many-pixels",
                    "The photo has %d x %d pixels; at most %d are taken"
                            .formatted(width, height, most));
        }
    }

    private int weight(int width, int height, PhotoFile file) {
        int times =
                file.format() == PhotoFormat.WEBP ? WEBP : file.isProgressive() ? PROGRESSIVE : 1;
        long weight = (long) width * height * times;
        return (int) Math.min(weight, settings.pixelsAtOnce());
    }

    private interface Work {
        byte[] done() throws IOException;
    }

    private byte[] inTurn(int weight, Work work) throws IOException {
        try {
            if (!pixels.tryAcquire(weight, settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Problem(
                                ProblemType.RATE_LIMITED,
                                "Too many photos come at once; send it again")
                        .header("Retry-After", "5");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(ProblemType.SERVICE_UNAVAILABLE, "The service is being stopped");
        }
        try {
            return work.done();
        } finally {
            pixels.release(weight);
        }
    }

    /** Of a large one only each second or third row and column is taken. */
    private BufferedImage decoded(ImageReader reader, int width, int height) throws IOException {
        var param = reader.getDefaultReadParam();
        int each = Math.max(1, Math.max(width, height) / settings.longestSide());
        param.setSourceSubsampling(each, each, 0, 0);
        var broken = new AtomicBoolean();
        reader.addIIOReadWarningListener((_, warning) -> {
            // What the JPEG decoder could not read it paints grey, and says only this.
            if (warning.contains("Corrupt JPEG") || warning.contains("Premature end")) {
                broken.set(true);
            }
        });
        var image = reader.read(0, param);
        if (broken.get()) {
            throw new InvalidPhoto("truncated", "Part of the photo is missing; send it again");
        }
        return isGreyWithAlpha(image) ? coloured(image) : image;
    }

    private static boolean isGreyWithAlpha(BufferedImage image) {
        var model = image.getColorModel();
        return model.hasAlpha() && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }

    /** Java takes such greys for linear ones, and would draw them far too light. */
    private static BufferedImage coloured(BufferedImage grey) {
        var coloured =
                new BufferedImage(grey.getWidth(), grey.getHeight(), BufferedImage.TYPE_INT_ARGB);
        var from = grey.getRaster();
        int extra = from.getSampleModel().getSampleSize(0) - 8;
        for (int y = 0; y < grey.getHeight(); y++) {
            for (int x = 0; x < grey.getWidth(); x++) {
                int light = from.getSample(x, y, 0) >> extra;
                int alpha = from.getSample(x, y, 1) >> extra;
                coloured.setRGB(x, y, alpha << 24 | light << 16 | light << 8 | light);
            }
        }
        return coloured;
    }

    private BufferedImage upright(BufferedImage image, int orientation) {
        double scale =
                Math.min(
                        1.0,
                        (double) settings.longestSide()
                                / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        boolean lies = orientation >= 5;
        var print =
                new BufferedImage(
                        lies ? height : width, lies ? width : height, BufferedImage.TYPE_INT_RGB);
        var canvas = print.createGraphics();
        canvas.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, print.getWidth(), print.getHeight());
        var turn = turn(orientation, width, height);
        turn.scale((double) width / image.getWidth(), (double) height / image.getHeight());
        canvas.drawImage(image, turn, null);
        canvas.dispose();
        return print;
    }

    /** From how it was stored to how it stands, by Exif's numbers. */
    private static AffineTransform turn(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    private static byte[] jpeg(BufferedImage print) {
        byte[] written = {};
        for (var quality : QUALITIES) {
            written = jpeg(print, quality);
            if (written.length <= LARGEST) {
                break;
            }
        }
        return written;
    }

    private static byte[] jpeg(BufferedImage print, float quality) {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            var param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.write(null, new IIOImage(print, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
