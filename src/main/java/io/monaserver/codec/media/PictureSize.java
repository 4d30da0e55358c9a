package io.monaserver.codec.media;

/** Width and height in pixels, after cropping. */
record PictureSize(int width, int height) {

    /** The size of a picture that nobody could tell. */
    static final PictureSize UNKNOWN = new PictureSize(0, 0);

    /** More than any level of any codec allows; keeps arithmetic on broken input far from overflow. */
    static final int MOST = 65_535;
}
