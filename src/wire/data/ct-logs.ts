/**
 * Certificate Transparency logs by the SHA-256 of their keys (RFC 6962 §3.2), with the names that Wireshark 4.4.5 prints.
 * Some of them only: Wireshark knows more, which are shown as unknown logs here.
 */
export const CT_LOGS: ReadonlyMap<string, string> = new Map([
  ['2245450759552456963fa12ff1f76d86e0232663adc04b7f5dc6835c6ee20f02', 'DigiCert Yeti2022 Log'],
  ['2979bef09e393921f056739f63a577e5be577d9c600af8f94d5d265c255dc784', "Google 'Argon2022' log"],
  ['4494652eb0eeceafc44007d8a8fe28c0dae682bed8cb31b53fd33396b5b681a8', "Cloudflare 'Nimbus2021' Log"],
  ['46a555eb75fa912030b5a28969f4f37d112c4174befd49b885abf2fc70fe6d47', "Google 'Xenon2022' log"],
  ['51a3b0f5fd01799c566db837788f0ca47acc1b27cbf79e88429a0dfed48b05e5', 'DigiCert Nessie2022 Log'],
  ['5581d4c2169036014aea0b9b573c53f0c0e43878702508172fa3aa1d0713d30c', "Sectigo 'Sabre' CT log"],
  ['5cdc4392fee6ab4544b15e9ad456e61037fbd5fa47dca17394b25ee6f6c70eca', 'DigiCert Yeti2021 Log'],
  ['6f5376ac31f03119d89900a45115ff77151c11d902c10029068db2089a37d913', "Sectigo 'Mammoth' CT log"],
  ['7d3ef2f88fff88556824c2c0ca9e5289792bc50e78097f2e6a9768997e22f0d7', "Google 'Xenon2021' log"],
  ['9420bc1e8ed58d6c88731f828b222c0dd1da4d5e6c4f943d61db4e2f584da2c2', "Let's Encrypt 'Oak2021' log"],
  ['a4b90990b418581487bb13a2cc67700a3c359804f91bdfb8e377cd0ec80ddc10', "Google 'Pilot' log"],
  ['bbd9dfbc1f8a71b593942397aa927b473857950aab52e81a909664368e1ed185', "Google 'Skydiver' log"],
  ['eec095ee8d72640f92e3c3b91bc712a3696a097b4b6a1a1438e647b2cbedc5f9', 'DigiCert Nessie2021 Log'],
  ['f65c942fd1773022145418083094568ee34d131933bfdf0c2f200bcc4ef164e3', "Google 'Argon2021' log"],
]);
