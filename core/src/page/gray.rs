//! A page as pixels, for preprocessing and character recognition.

/// Levels of gray, row by row from the top left: 0 is ink, 255 is paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Gray {
    width: usize,
    height: usize,
    levels: Vec<u8>,
}

impl Gray {
    /// A picture of those levels; what is missing of them is paper.
    pub fn new(width: usize, height: usize, mut levels: Vec<u8>) -> Self {
        levels.resize(width * height, 255);
        Self { width, height, levels }
    }

    /// Blank paper.
    pub fn blank(width: usize, height: usize) -> Self {
        Self::new(width, height, Vec::new())
    }

    /// The luminance of red, green and blue, three bytes a pixel (ITU-R BT.601).
    pub fn from_rgb(width: usize, height: usize, rgb: &[u8]) -> Self {
        let level = |p: &[u8]| ((u32::from(p[0]) * 77 + u32::from(p[1]) * 150 + u32::from(p[2]) * 29 + 128) >> 8) as u8;
        Self::new(width, height, rgb.chunks_exact(3).take(width * height).map(level).collect())
    }

    /// Pixels across.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Pixels down.
    pub fn height(&self) -> usize {
        self.height
    }

    /// All levels.
    pub fn levels(&self) -> &[u8] {
        &self.levels
    }

    /// All levels, to change.
    pub fn levels_mut(&mut self) -> &mut [u8] {
        &mut self.levels
    }

    /// One row.
    pub fn row(&self, y: usize) -> &[u8] {
        &self.levels[y * self.width..(y + 1) * self.width]
    }

    /// One row, to change.
    pub fn row_mut(&mut self, y: usize) -> &mut [u8] {
        &mut self.levels[y * self.width..(y + 1) * self.width]
    }
}

impl std::fmt::Debug for Gray {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gray({} x {})", self.width, self.height)
    }
}
