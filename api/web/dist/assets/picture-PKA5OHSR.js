import{a}from"./chunk-PB5AMVIC.js";import"./chunk-FNCSJJP4.js";import"./chunk-UEXOFYVT.js";import"./chunk-YODXSQVF.js";import"./chunk-55NJKVO6.js";export{a as Picture};
