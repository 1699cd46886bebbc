// A picture of a page as a PNG with at most 256 colours, a third of its size: (base64) → base64.
async (picture) => {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const points = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);

  // The colours used most are kept; the others are half-tones at the edges of letters, and take the nearest.
  const counts = new Map();
  for (const one of points) counts.set(one, (counts.get(one) ?? 0) + 1);
  const kept = [...counts].sort((one, other) => other[1] - one[1]).slice(0, 256).map(([colour]) => colour);
  const parts = (colour) => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
  const keptParts = kept.map(parts);
  const places = new Map(kept.map((colour, place) => [colour, place]));
  const nearest = (colour) => {
    const [r, g, b] = parts(colour);
    const far = keptParts.map(([x, y, z]) => (x - r) ** 2 + (y - g) ** 2 + (z - b) ** 2);
    return far.indexOf(Math.min(...far));
  };
  const rows = new Uint8Array((width + 1) * height);
  points.forEach((colour, at) => {
    if (!places.has(colour)) places.set(colour, nearest(colour));
    rows[at + 1 + Math.floor(at / width)] = places.get(colour);
  });

  const table = Array.from({ length: 256 }, (_, one) => Array.from({ length: 8 }).reduce((c) => (c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1), one));
  const crc = (bytes) => ~bytes.reduce((c, byte) => table[(c ^ byte) & 255] ^ (c >>> 8), -1);
  const word = (number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255);
  const chunk = (name, bytes) => {
    const named = Uint8Array.from([...new TextEncoder().encode(name), ...bytes]);
    return [Uint8Array.from(word(bytes.length)), named, Uint8Array.from(word(crc(named)))];
  };
  const packed = new Blob([rows]).stream().pipeThrough(new CompressionStream("deflate"));
  const body = new Uint8Array(await new Response(packed).arrayBuffer());
  const file = new Blob([
    Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10]),
    ...chunk("IHDR", [...word(width), ...word(height), 8, 3, 0, 0, 0]),
    ...chunk("PLTE", keptParts.flat()),
    ...chunk("IDAT", body),
    ...chunk("IEND", []),
  ]);
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1]);
    reader.readAsDataURL(file);
  });
};
