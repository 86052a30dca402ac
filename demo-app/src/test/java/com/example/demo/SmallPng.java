package com.example.demo;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Pictures of pages in few colours, which is all that a page has: a third of the size. */
final class SmallPng {

    private static final int COLOURS = 48;
    private static final int ALIKE = 250;

    private SmallPng() {}

    static void write(byte[] png, Path file) throws IOException {
        BufferedImage full = ImageIO.read(new ByteArrayInputStream(png));
        Map<Integer, Integer> uses = new HashMap<>();
        for (int y = 0; y < full.getHeight(); y++) {
            for (int x = 0; x < full.getWidth(); x++) {
                uses.merge(full.getRGB(x, y), 1, Integer::sum);
            }
        }
        int[] colours = palette(uses);
        BufferedImage small =
                new BufferedImage(
                        full.getWidth(),
                        full.getHeight(),
                        BufferedImage.TYPE_BYTE_INDEXED,
                        new IndexColorModel(8, colours.length, colours, 0, false, -1, 0));
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < full.getHeight(); y++) {
            for (int x = 0; x < full.getWidth(); x++) {
                int index =
                        nearest.computeIfAbsent(
                                full.getRGB(x, y), colour -> nearest(colours, colour));
                small.getRaster().setSample(x, y, 0, index);
            }
        }
        ImageIO.write(small, "png", file.toFile());
    }

    /** The colours that are used most, but none that looks like one that is used more. */
    private static int[] palette(Map<Integer, Integer> uses) {
        List<Integer> palette = new ArrayList<>();
        uses.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .forEach(
                        colour -> {
                            if (palette.size() < COLOURS
                                    && palette.stream()
                                            .allMatch(other -> distance(other, colour) > ALIKE)) {
                                palette.add(colour);
                            }
                        });
        return palette.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int nearest(int[] colours, int wanted) {
        int best = 0;
        for (int i = 1; i < colours.length; i++) {
            if (distance(colours[i], wanted) < distance(colours[best], wanted)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int a, int b) {
        int sum = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = (a >> shift & 255) - (b >> shift & 255);
            sum += difference * difference;
        }
        return sum;
    }
}
