/** Lines of: language (or languages with +), then name/gender/engines with s, n, g for standard, neural, generative. */
export const pollyTable = `
  ar-AE Hala/f/n Zayd/m/n
  arb Zeina/f/s
  ca-ES Arlet/f/n
  cmn-CN Zhiyu/f/sn
  cy-GB Gwyneth/f/s
  da-DK Mads/m/s Naja/f/s Sofie/f/n
  de-AT Hannah/f/n
  de-DE Daniel/m/ng Hans/m/s Marlene/f/s Vicki/f/sng
  en-AU Nicole/f/s Olivia/f/ng Russell/m/s
  en-GB Amy/f/sng Arthur/m/n Brian/m/sn Emma/f/sn
  en-GB-WLS Geraint/m/s
  en-IE Niamh/f/n
  en-IN Raveena/f/s
  en-IN+hi-IN Aditi/f/s Kajal/f/ng
  en-NZ Aria/f/n
  en-US Danielle/f/ng Gregory/m/n Ivy/f/sn Joanna/f/sng Joey/m/sn Justin/m/sn Kendra/f/sn Kevin/m/sn
  en-US Kimberly/f/sn Matthew/m/sng Ruth/f/ng Salli/f/sn Stephen/m/ng
  en-ZA Ayanda/f/ng
  es-ES Conchita/f/s Enrique/m/s Lucia/f/sng Sergio/m/ng
  es-MX Andres/m/ng Mia/f/sn Mía/f/g
  es-US Lupe/f/sng Miguel/m/s Pedro/m/ng Penelope/f/s
  fi-FI Suvi/f/n
  fr-BE Isabelle/f/n
  fr-CA Chantal/f/s Gabrielle/f/n Liam/m/n
  fr-FR Celine/f/s Lea/f/sng Mathieu/m/s Remi/m/n Rémi/m/g
  is-IS Dora/f/s Karl/m/s
  it-IT Adriano/m/n Bianca/f/sng Carla/f/s Giorgio/m/s
  ja-JP Kazuha/f/n Mizuki/f/s Takumi/m/sn Tomoko/f/n
  ko-KR Seoyeon/f/sn
  nb-NO Ida/f/n Liv/f/s
  nl-BE Lisa/f/n
  nl-NL Laura/f/n Lotte/f/s Ruben/m/s
  pl-PL Ewa/f/s Jacek/m/s Jan/m/s Maja/f/s Ola/f/n
  pt-BR Camila/f/sn Ricardo/m/s Thiago/m/n Vitoria/f/sn
  pt-PT Cristiano/m/s Ines/f/sn
  ro-RO Carmen/f/s
  ru-RU Maxim/m/s Tatyana/f/s
  sv-SE Astrid/f/s Elin/f/n
  tr-TR Burcu/f/n Filiz/f/s
  yue-HK Hiujin/f/n`;

/** language:standard/wavenet/neural2, each a row of letters that name one voice. */
export const googleTable = `
  af-ZA:A// am-ET:AB/AB/ ar-XA:ABCD/ABCD/ bg-BG:AB// bn-IN:ABCD/ABCD/ ca-ES:AB// cmn-CN:ABCD/ABCD/
  cmn-TW:ABC/ABC/ cs-CZ:AB/AB/ da-DK:ACDEFG/ACDEFG/DF de-DE:ABCDEFGH/ABCDEFGH/ABCDFGH el-GR:AB/AB/
  en-AU:ABCD/ABCD/ABCD en-GB:ABCDFNO/ABCDFNO/ABCDFNO en-IN:ABCDEF/ABCDEF/ABCD
  en-US:ABCDEFGHIJ/ABCDEFGHIJ/ACDEFGHIJ es-ES:ABCDEFGH/BCDEFGH/ABCDEFGH es-US:ABC/ABC/ABC eu-ES:AB//
  fi-FI:AB/AB/ fil-PH:ABCD/ABCD/ fil-ph://AD fr-CA:ABCD/ABCD/ABCD fr-FR:ABCDEFG/ABCDEFG/ABCDEFG gl-ES:AB//
  gu-IN:ABCD/ABCD/ he-IL:ABCD/ABCD/ hi-IN:ABCDEF/ABCDEF/ABCD hu-HU:AB/A/ id-ID:ABCD/ABCD/ is-IS:AB//
  it-IT:ABCDEF/ABCDEF/ACF ja-JP:ABCD/ABCD/BCD kn-IN:ABCD/ABCD/ ko-KR:ABCD/ABCD/ABC lt-LT:AB// lv-LV:AB//
  ml-IN:ABCD/ABCD/ mr-IN:ABC/ABC/ ms-MY:ABCD/ABCD/ nb-NO:ABCDEFG/ABCDEFG/ nl-BE:ABCD/ABCD/
  nl-NL:ABCDEFG/ABCDEFG/ pa-IN:ABCD/ABCD/ pl-PL:ABCDEFG/ABCDEFG/ pt-BR:ABCDE/ABCDE/ABC pt-PT:ABCDEF/ABCDEF/
  ro-RO:AB/AB/ ru-RU:ABCDE/ABCDE/ sk-SK:AB/AB/ sr-RS:A// sv-SE:ABCDEFG/ABCDEFG/ ta-IN:ABCD/ABCD/ te-IN:ABCD//
  th-TH:A//C tr-TR:ABCDE/ABCDE/ uk-UA:A/A/ vi-VN:ABCD/ABCD/AD yue-HK:ABCD//`;

/** Languages in which all eight Chirp 3 HD voices speak. */
export const chirpLanguages = `
  ar-XA bn-IN cmn-CN de-DE en-AU en-GB en-IN en-US es-ES es-US fr-CA fr-FR gu-IN hi-IN id-ID it-IT ja-JP kn-IN
  ko-KR ml-IN mr-IN nl-NL pl-PL pt-BR ru-RU ta-IN te-IN th-TH tr-TR vi-VN`;
