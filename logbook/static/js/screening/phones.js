// Telephone numbers as they are written in Britain, in America, and with a country in front; any number after the word.

const figures = (said) => said.replace(/\D/g, "");
const between = (least, most) => (said) => figures(said).length >= least && figures(said).length <= most;

const isBritish = (said) => between(10, 11)(said) && /^0[1237]/.test(figures(said));

export const phoneFinders = [
  [
    "phone",
    /(^|[^\d+])(?:\+|00)[1-9]\d{0,2}[ .-]?(?:\(0\) ?)?\(?\d(?:[ ().-]{0,2}\d){6,12}/gu,
    between(9, 15),
  ],
  ["phone", /(^|[^\d.+-])\(?0\d{2,4}\)?(?:[ /.-]?\d){5,9}(?![\d-]|\.\d)/gu, isBritish],
  ["phone", /(^|[^\d.+-])(?:1[ .-])?\(?[2-9]\d\d\)?[ .-]\d{3}[ .-]\d{4}(?![\d-]|\.\d)/gu],
  [
    "phone",
    /(^|[^\p{L}])(?:tel|phone|telephone|mobile|mob|cell|landline|whatsapp)\b[\s.:]*(?:numbers?|no)?[\s.:]*(?:is )?\d[\d -]{5,14}\d/giu,
    between(7, 15),
  ],
];
